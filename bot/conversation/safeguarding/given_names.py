"""First names that people in England have, from many languages, so that a name is known also in lower case."""

_PLAIN = """
aadam aaliyah aamir aarav aaron aayan abbie abby abdi abdirahman abdul abdullah abena abigail abiola abraham ada
adam adanna adebayo adele ade aditya adnan adrian adriana aemilia afua agata agnieszka ahmad ahmed ahmet aida aidan
aiden aileen aimee aisha aishah aisling aiysha ajay akosua akua alan alana alastair alasdair albert alberto alec
aled alejandro aleksander aleksandra alena alesha alex alexander alexandra alexandre alexandru alexis alfie alfred
ali alice alicia alina alisha alison alistair aliyah allan alma altan alun alwyn alyssa amaan amal amalia amanda
amani amara amarachi amber amelia amelie amina aminah amir amira amirah amit amna amy ana anaïs anas anastasia anaya
andre andrea andreea andrei andrés andrew andrzej aneeqa aneesa anesha angel angela angelica angelina angus anika
anil anisa anisha anita anjali ann anna annabel annabelle anne annette annie anoushka anthony antoni antonia antonio
anwar anya aoife april arabella aran archie aria ariana arianna aricia arjun arlo armaan armando arnav arran artem
arthur artur arturo arun arwen arya asad asha ashanti asher ashley ashraf asif asiya asma asya ataullah athena
aubrey audrey aurora ava avni awa aya ayaan ayah ayan ayaz aydin ayesha ayisha aylin ayo ayodele ayomide ayse aysha
azan aziz bailey bakary barbara barnaby bartek bartosz bashir basma bassam bea beata beatrice beatriz becky bella
ben benedict benjamin bernadette bertie beth bethan bethany betty beverley bhavna bianca bilal binta blake blessing
bobby bogdan bolu boris bradley brandon branwen breanna brendan brett brian bridget brittany bronagh bronte bronwen
brooke bruno bryan bryn bryony burak caden caelan cai caitlin caitlyn caleb callan calum callum calvin cameron
camila camilla caoimhe cara carl carla carlo carlos carly carmen carol carole caroline carolina carter carys caspar
caspian cassandra cassie catalina catarina catherine cathal cathy catrin ceri cerys chanel chanelle chantelle charis
charlene charles charley charlie charlotte chelsea cherelle cheyenne chiamaka chiara chidi chinedu chioma chisom
chloe chloé christian christina christine christopher chris chukwuemeka ciara cian cillian claire clara clarissa
claudia clayton clement clive codey cody colin colleen colm conall conor connor constance cora corey corinne cosmin
courtney craig cristian crystal curtis cynthia cyrus dafydd daisy dakota damian damien damilola damon dana dani
daniel daniela danielle daniil daniyar danny danuta daoud daphne dara darcey darcy daria dariusz darnell darrell
darren daryl dave david davina dawid dawud dawn dayo dean deborah debbie debra declan deepak deepika deqa deirdre
demi denis denise dennis denzel derek dermot desmond destiny devon devonte dexter dhruv diana diane diego dieudonne
dilan dilara dimitri dina dinah diya dmitri dominic dominik dominika donna donovan dora doris dorothy douglas duc
dwayne dylan eamon ebony ebrima eddie edgar edith edmund eduard eduardo edward edwin efe efosa efua eilidh eileen
eilish elaine elanor eleanor elena eleri elias elif elijah elina eliot elisa elise elisha eliza elizabeth ella ellen
ellie ellie-mae elliot elliott ellis eloise elodie elsa elsie elton elvis elwood emanuel emeka emelia emil emile
emilia emilie emilio emily emine emma emmanuel emmet emre ender enoch enrico enzo eoghan eoin erica erik erika erin
ernest esha esme esmé esmee esra esther ethan etienne eugene euan eva evan evangeline eve evelina evelyn everly evie
ewa ewan ezekiel ezra fabian fadumo fahad faisal faizan faraz farah farhan farhana farida faris farrah fatema fatima
fatimah fatma fatou fatoumata faye faizah felicity felix ffion fergus fernanda fernando filip filipa finlay finley
finn finnley fiona fiza fionn fleur flora florence florin folake folasade frances francesca francesco francis
francisco frankie fraser fred freddie freddy frederick freya freyja fuad gabriel gabriela gabriella gabrielle gareth
gary gavin gemma geoffrey george georgia georgie georgina geraint gerald geraldine gerard gethin gia gianna gideon
gillian gina giorgio giovanni gisele gladys glen glenn gloria godfrey gordon gracie graham graeme gregory greta
grzegorz guadalupe guillermo gulsum gurpreet gwen gwendolyn habib habiba hadiya hadiza hafsa hafsah haider hailey
hajra hakan hakeem haleema halima halimah hallie hamid hamish hamza hana hanad hanan hania hanif hannah hannan
harley harmony haroon harper harpreet harriet harris harrison harry haris harun harvey hasan hashim hassan hattie
haydn hayden hayley heather hector heidi helen helena helin henri henrietta henry herbert hermione hetty hiba hibo
hilal hilary hollie holly horatiu howard hubert hugh hugo humaira huma hussain hussein huseyin ianto iain ian
ibrahim ibtisam idris ifeoma ifan igor ihor ikram ilaria ilhan ilyas iman imani imogen imran ina inaaya inaya india
indie ines inês ingrid ioan ioana ion iona iqra ira irena irene irina iris isa isaac isabel isabella isabelle isaiah
isha ishaan isham isla isaad ismael ismail isobel israa issa istvan ivan ivana ivo ivy iwona iyla izaak izzy jace
jacek jack jackson jacob jacqueline jada jade jaden jadon jadwiga jagoda jahmal jai jaida jaime jaiden jake jakub
jamal jamaal jameela james jameson jamie jamila jamilah jan jana jane janet janice janine jannah jared jarek
jaroslaw jasmeet jasmin jasmine jason jasper javier javon jaxon jaxson jay jayan jayda jayden jaydon jayla jean
jeanette jed jeevan jeffrey jelena jemima jemma jenna jennifer jenny jenson jeremiah jeremy jermaine jerome jerzy
jesse jessica jessie jesús jia jill jillian jimmy joan joana joanna joanne jodie joe joel joey johan john johnathan
johnny jolene jolanta jon jonah jonas jonathan jordan jordana jorge josé josef joseph josephine josh joshua josiah
josie joy joyce juan juanita jude judith judy julia julian juliana julie juliet juliette julio julita juliusz junaid
june justin justina justyna kabir kacey kacper kadeem kadie kadir kaela kai kaila kain kairo kaitlin kaiya kajal
kaleb kaleem kalina kamal kamil kamila kamran kara karan karen karim karima karina karl karol karolina kasia kasim
kasper katarzyna kate katelyn katerina katharine katherine kathleen kathryn kathy katia katie katrina katy katya
kavita kay kaya kayden kayla kayleigh kaylee kayne keane keanu keegan keeley keely kehinde keiran keira keisha keith
kelechi kellie kelly kelsey kelvin kemal kemi ken kendra kenneth kenny kenya kenzie kenzo keri kerim kerry keshia
kevin keyon khadija khadijah khalid khalil khuram kia kian kiara kieran kiera kierra kim kimberley kimberly kingsley
kiran kiri kirsty kirsten kiya klaudia kodi kofi kojo konrad kourtney kornelia kristen kristian kristina krystal
krystian krzysztof kubra kumar kunal kwabena kwaku kwame kwasi kyan kyla kyle kylie kymani kyra kyran kyrie kyron
lacey lachlan ladan laila lailah lakshmi lamar lamin lana lara larissa lars latifa latisha latoya laura laurel
lauren laurence laurie lawrence layla layan leah leanne lee leila lena lenny leo leon leona leonard leonardo leonie
leonor leroy les lesedi leslie lesley leticia levi lewis lexi lexie leyla leyton liam liana liban lidia lilah lila
lili lilian liliana lilith lillie lillian lilly lily lina linda lindsay linh lionel lisa lloyd logan lois lola
lorcan lorenzo loretta loris lorna lorraine lottie lou louie louis louisa louise luana luca lucas lucia lucian lucie
lucinda lucja lucy luis luisa lukas lukasz luke luna lydia lyla lyra lynda lynette lynn lynne lynsey lyubov mabel
mackenzie macie macy maddie maddison maddox madeeha madeleine madeline madiha madison mae maeve magda magdalena
maggie maha mahad mahdi mahira mahmoud mahnoor mai maia maira maisey maisha maisie maja makayla malachi malachy
malaika malak malakai malcolm malia malik malika mamadou manahil mandeep mandy manish manoj manuel mara marc marcel
marcela marcella marcelo marcia marcin marco marcos marcus mared marek margaret margarita margot maria mariah mariam
mariama marian mariana marianne marie mariella marija marika marina mario marion maris marisa marius marjorie marlon
marley marta martha martin martina martyn marvin marwa mary maryam marzena mason mateo mateusz mathew mathilda
matilda matilde matteo matthew matthias maureen maurice mauricio maverick maxim maximilian maximus maxwell maya
mayar mayowa meera megan meghan mehdi mehmet mei meilin mel melanie melina melissa melody mercedes merve mert merryn
mia micah michael michaela michal michał michel michele michelle mieke miguel mihai mikael mikaela mikail mikolaj
mikołaj mila milan milena miles milena milly millie milo milosz miłosz mina minh ming mira miran miranda miriam
mirela miroslav misbah mitchell moesha mohamad mohamed mohammad mohammed moira molly momin momodou mona monica
monika montana montel morgan moses mostafa mubarak muhammad muhammed muna munira murat murray musa mustafa mya myah
myla mylo myra myron nada nadeem nadia nadine nadir nadira nahid nahla naima naina najma nala nana nancy nanette
naomi narges nasir nasra nasreen nasrin natalia natalie natasha natalya nathan nathaniel naveed navya nawal nazia
nazir neal ned neelam neha nehal neil nell nellie nelson nerys nesta neve neville ngozi nhung nia niall niamh
nicholas nicky nico nicola nicolas nicole nicoleta niels nigel nikhil nikita nikki nikola nikolai nikolas nikolay
nila nimco nina nisha nishat noah noel noelle noemi nojus nola nolan noor nora noreen norman nour noura nuala numan
nura nuria nusrat nyah nyla oakley ocean octavia oisin olaf olamide oleksandr oleksii olena olga olha oliver olivia
olivier oliwia oliwier olly olu olufemi oluwaseun oluwatobi omar omari omer ophelia ore oriana orla orlaith orlando
oscar oskar osian osman osmond otis otto otilia oumar owain owen ozan pablo pamela paolo parveen pascal patience
patricia patrick patrycja patryk paul paula paulina pauline pavel pavlo pawel paweł payton pearl pedro peggy
penelope penny percy perla peter petra petru phil philip phillip philippa phoebe phoenix pia pierre piotr polly
poppy pradeep pranav precious princess priscilla priya priyanka przemek qasim quang quentin quincy rabia rachael
rachel rachelle radek radu rafael rafał rafe rafferty rafi ragini rahel rahim rahma rahul raihan raheem raina raj
raja rajan rajesh rajiv rakesh ralph rami ramon ramona rana randa rania ranjit ranveer raphael raquel rashad rashid
ravi ravinder raya rayan raymond rayyan razan rebecca rebekah reece reed reem reese regan reggie rehan rehana reilly
remi remy rena renata rene renee reuben rex reyansh rhea rhiannon rhianna rhona rhys ria rian ricardo richard ricky
rida rihanna rikki riley rita riya rizwan roan robbie robert roberta roberto robin robyn rocco rochelle rodrigo
roger rohan rohit roisin roksana roland roman romana romeo rona ronald ronan ronnie roni rory rosa rosalind rosanna
roseanna rosemary rosie roshan ross roxanne roxana rowan rowena roy royce ruaridh ruben ruby rudy rufus rukhsana
rumaisa rupert russell ruth ruta ryan rylan ryley saad saanvi sabah sabina sabine sabrina sacha sade sadia sadie
saeed safa saffron safia safiya sahar sahil sahra said saif saif-ul saima saira sajid sakina salah saleh salim salma
salman sally sam samah samantha samara sameer samia samina samir samira sammy samson samuel sana sanaa sandeep
sandra sanjay sanna saoirse sara sarah sarina sascha sasha saskia saul savannah sayed scarlet scarlett scott seán
sean seamus sebastian selena selim selina selma semih senan serena sergei sergio serhii seth sevda shaan shabana
shabnam shahid shaheen shahzad shaima shakira shamima shamso shan shana shanay shane shania shanice shaniqua shanna
shannon shanti sharmin sharon shaun shauna shawn shayan shayla shayna shazia sheena sheila shelby shelley shereen
sheridan sherry sheryl shirin shirley shivani shona shreya shukri shyla sian siân siddharth sidney sidra sienna
sierra silas silvia sima simao simeon simon simona simone simran sinead siobhan siobhán skyla skylar sofia sofie
sohail soham solomon somaya sonia sonya sophia sophie soraya stacey stacy stanislaw stanley stef stefan stefania
stella stephanie stephen steve steven stewart stuart suad subhan sufyan suhaib suhana sulaiman suleiman suleyman
sultan sumaya sumayya summer sunil sunita sunny suraya susan susanna susannah suzanne svetlana sybil sylvia sylvie
szymon tabitha taha tahir tahira tahlia tai taio taiwo tahmina takunda talha talia taliesin tallulah tamara tamika
tamsin tania tanisha tanvir tanya tanzeela tara taran tariq tasha tasnim tatiana tatyana taya taybah tayla tayler
taylor tayo teagan ted teddy tegan teja temitope tendai teodora teresa terence terri terry tess tessa thabo thalia
thanh thea thelma theo théo theodora theodore theresa thomas tia tia-mae tiago tiana tianna tiegan tiffany tilda
tillie tilly tim timothy tina tobi tobias toby tom tomas tomasz tommy tomos toni tony tonya tracey tracy travis
trevor tricia trinity tristan trudy tudor tuğba tunde tuan tyler tyra tyreece tyree tyrell tyrese tyron tyrone tyson
uche ugo ulrika uma umair umar umayma umer umm una unathi ursula usama usman uzair uzma valentina valentin valentina
valeria valerie vanessa vasile vaughn vera verity veronica veronika vicki vicky victor vihaan vijay vikram viktor
viktoria vincent viola violet virginia vishal vita vitaliy vivian viviana vivienne vlad vladimir volodymyr vusi
walid walter wanda waqas warda warren waseem wayne wendy weronika wesley wiktor wiktoria wilf wilfred william willa
winifred winnie winston wioletta wojciech wojtek xander xanthe xavier xena xin xiu yaqub yaqoub yaaseen yahya yara
yaseen yash yasemin yasin yasir yasmeen yasmin yasmine yasser yassin yaw ye-jin yemi yesenia yetunde yi ying ylva
yohannes yolanda yosef yosief youcef younes yousef yousuf youssef yu yuki yuliia yulia yunus yusra yusuf yvette
yvonne zac zach zachariah zachary zack zahid zahra zahir zain zaina zainab zak zakaria zakariya zaki zakir zamzam
zane zara zarah zaria zaynab zayn zayd zaid zeba zeenat zeinab zeki zelda zeliha zena zenia zeynep zhanna zia zion
zita ziva zoe zoey zofia zoltan zoran zoya zubair zuleika zuleyha zuri zuzanna zygmunt callie cally corin darcie
demi-leigh ellie-may lexi-mae lilly-mae tia-louise kacey-leigh dev kit bea nia shay kobe kaiden jess jessie matt dan
mike nick ed alf vic stu kev nate zac bex gabe leigh stevie teddie tilly milly manny benny ricky robbie sonny vinny
lenny denny kenny marty olly polly dolly molly holly ronny bobbie charley frankie georgi harri jodi kori lexy niki
toni kye kyrell zeke kaylan tyrique keon kaydee laiba ayub sulayman kadijah nevaeh tallula indi rylee macey ollie
teddie gracie-mae ella-mae ava-mae ellie-rose evie-mae lacey-mae maisie-jane
elspeth farouk harjit yonas berhane zawadi makena torrin jorvik sunniva odette zubeida shanelle delroy kezia
anouk mehwish harleen jaspreet manpreet navjot kulwinder balraj hardeep abiodun chukwudi funmi nkechi obinna
uchenna yinka zainabu abdirahim ayaanle cawil deeqo hodan ifrah nasteexo warsame yahye berivan cemile dilek
ferhat gulsen hatice nurcan ozge serkan sibel tuncay agnieska beatka grazyna halina krzys maciej malgorzata
oskarek przemyslaw renatka slawomir wieslaw zbigniew arber besnik drita edon erjon fatmir kushtrim liridon
shpresa valon lwam mebrahtu natnael robel samrawit selam senait tesfay yordanos filmon merhawi azadeh behrouz
darya farhad ghazal javad kaveh laleh mahsa navid parisa reza zohreh chau duong hien ngoc phuong quynh thuy
trang kyle-jay lexus mckenzie mckayla paige rhiannon-mae shyanne skyla-rose tayla-may zaylen zayden brogan
caitlan ceri-ann gwenllian heledd ieuan iwan llew lowri mali nerys-ann rhodri sioned tegid ailsa fionnuala
grainne isla-rose kirstie magnus mairead mhairi morag padraig ruairi saoirse-mae torin quillan corwen isadora
leocadia peregrine rosalie thaddeus beatrix clementine cordelia digby ottilie
"""

# First names that are also words, months, places or things councils name: alone they prove nothing.
_DOUBTFUL = """
abbey alpha amal angel april arch art ash august autumn basil bay belle berry bill blake blessing bob bonnie brooke
brook buddy cash chance chase chelsea cherry christian clay cliff clover coral crystal dale dakota dawn dean dell
destiny devon diamond don drew duke earl eden ellis ember faith fern fleur forest fox frank gene ginger glen glory
grace grant hazel heath heather henley hope hunter iris ivy jade jan jean jersey jet jewel jordan joy june justice
kay ken kent king lance lane lark lee les lincoln london luna mark marina marshall max may melody mercy miles misty
mo nova oak ocean olive paris park patience pat peace pearl penny phoenix pilot poppy precious prince princess
queenie ray reed reese rex rich river rob robin rock rod rose ross rowan ruby rue rusty sage sandy saffron savannah
scout scott shan sharp shaw sierra sky skye sol sterling stone storm sue summer sunny taylor teal trinity troy van
verity victoria violet wade warren will willow winter wren yu yi tai said ming min ali-a ion min sam jay paul
charlotte alexandra elizabeth lily florence sydney carter miles hall
"""

GIVEN = frozenset(_PLAIN.split()) | frozenset(["victoria", "grace", "max", "rose", "hope", "faith", "lily", "mark"])
DOUBTFUL = frozenset(_DOUBTFUL.split()) - frozenset(
    ["sam", "jay", "paul", "lily", "ali-a", "charlotte", "ruby", "poppy", "rowan", "robin"]
)
