"""Last names that many families in England have, so that a family is known also in lower case."""

_SURNAMES = """
abbas abdi abdullah abdullahi abraham abubakar adams addo adeleke adeyemi afolabi agarwal agyeman ahmad ahmed ahmadi
aidoo akhtar akinola ali allen amin amoah anderson andrews ansah appiah archer arif armstrong asante ashraf atkins
atkinson awan aziz bailey balogun banda banerjee barker barnes barnett barrett bashir bates baxter begum bell
bennett bhatti bibi boateng booth bradley brady brennan brooks brown bryant burke burns burton butler butt byrne
campbell carr carroll carter chambers chan chapman chaudhry chen chukwu clark clarke cohen cole coleman collins
connolly cook cooper costa cox cunningham dang darby davidson davies davis dawson dean demir diallo dixon djalo do
dogan doherty dos-santos douglas doyle driscoll duffy duncan dunn edwards eke elliott ellis evans eze farah farrell
ferguson fernandes fernandez fisher fitzgerald fletcher flynn ford foster fox francis fraser gallagher garcia
gardner gibson gill goldberg gomes gomez gonzalez goodwin gordon graham grant gray green griffin griffiths
grzybowski gunn gupta hall hamilton hamid hansen hanif haque harding hargreaves harper harris harrison hart harvey
haughey hassan hawkins hayes healy henderson henry hernandez hicks higgins hill hinds hoang hogan holmes hopkins
hossain houghton howard howell hudson hughes hunt hunter hussain hussein huynh ibrahim iqbal islam ismail jackson
jama james jankowski jansen jama javed jenkins jennings jimenez johal johnson johnston jones joseph joyce kabir
kamara kane kaminski kaplan karim kaur kaya keane kelly kennedy kennedy kenny khalid khan khatun khatib kim king
knight kovacs kowalczyk kowalski krasniqi kumar kumari lam lane larsen lawrence lawson le lee leung levy lewandowski
lewis li lim lin liu lloyd lopez lowe lynch macdonald mackenzie mahmood malik mann mansour marsh marshall martin
martinez mason matthews mbaye mccarthy mcdonagh mcdonald mccann mcgrath mckenna mckenzie mclean mcloughlin mehmood
mehta mendes mensah miah miller mills mirza mitchell mohamed mohammed mohamud molloy moore moran morgan moriarty
morris morrison moyo mukherjee mughal murphy murray musa mustafa mwangi nair nasir ncube ndlovu neary newman nguyen
nichols nnamdi nolan novak nowak nwosu o'brien o'connell o'connor o'donnell o'hara o'leary o'neill o'reilly
o'sullivan obi ogunleye ojo okafor okeke okonkwo okoro oliveira omar opoku osei osman owen owusu palmer parker
parmar parry patel pearce pearson pereira perera perez perkins perry peters pham phillips pinto popa popescu popov
porter powell power price quinn rahman rai raja rana rashid reid reilly reynolds rice richards richardson riley
roberts robertson robinson rodrigues rodriguez rogers rosen ross roy russell ryan saeed saleem salim samuel sanchez
sanders santos sarkar saunders schmidt scott sesay shah shaikh sharma sharp shaw sheikh sheridan silva simmons
simpson singh smith smyth sokolov spencer stevens stevenson stewart stone sullivan suleiman sultana sutherland
sweeney szabo szymanski tahir tanner taylor tesfaye thapa thomas thompson thomson toth tran traore tucker tudor
turner uddin usman vaughan virk walker wallace walsh wang ward warsame watson watts webb wells west wheeler white
wilkinson williams williamson willis wilson wisniewski wojcik wong wood woods wright wu yadav yang yildiz yilmaz
young yusuf zaman zhang zhao zielinski
"""

# Surnames that are words as well: after a first name they are surnames.
_WORDS_TOO = """
young church ward street price lane hall park banks marsh wells brook wood woods hill green white black brown king
bishop cook may march day law best good long short small little rich case lamb fox bird waters bridge castle temple
chambers page grant head west north east south cross field gates england london bolton oxford york kent derby
lincoln preston sutton barnes french english welsh irish christian friend read lord judge major wales ireland
holiday bell
"""

# Small words inside a name: "al-Rashid", "de Souza", "Ní Dhomhnaill".
_PARTICLES = """
al el bin bint ibn ul ur de da do dos del della di van von der den la le ó o ní ni mac mc nic ap ab y
"""

SURNAMES = frozenset(_SURNAMES.split())
SURNAMES_THAT_ARE_WORDS = frozenset(_WORDS_TOO.split())
PARTICLES = frozenset(_PARTICLES.split())
