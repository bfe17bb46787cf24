"""Words of plans and of chat that are written with a capital and are no part of a person's name; acronyms; places."""

_WORDS = """
dr cllr cllrs councillor prof professor sgt sergeant insp supt superintendent hhj dame sir rev reverend baroness dci
gp a about above access accommodation account achieved across act action actions activity acute additional address
adoption adult adults advice advisor advocacy afghan african after again age aged agency agenda agreed agreement all
alliance allocated also although always amber among an analyst and annual another answer any anyone anything appeal
april apologies application applications approved area areas arrangements as asian ask assessment assessments
assistant associate at attached attendance attended audit audits august authority autumn available away baby back
barnardo barnardo's barnardos based bbc be because been before behind being below best better between big bill black
blocked board boards boat body both boy boys branch brief briefing british brother brothers budget building business
but by cabinet call calls came can cannot campus capital care carer carers case caseload caseloads cases central
centre centres chair chairs champion change chapter charity chase chasing check checked chief child childhood
childrens children children's childcare church circle citizen city civic class clear clerk clinic clinical close
closed club code college comments commission commissioned commissioner commissioning committee community complaint
complete completed concern concerns conference confirmed consultant contact contract contracts coordinator core
corporate could council councillor councils country county court courts covering crown current currently custody dad
dads daily data date dates daughter day days dear december decision deputy designated desk detail details
development did director directorate directors disability district division do document documents does doing done
domestic draft drafted due during duty each early east eastern education educational eight elective eleven email
emergency employment end engagement england english equality estate ethics european event every everyone everybody
everything evidence except executive exclusion exclusions expected extra facilities faith families family father feb
february federation feedback file files final finance findings fire first five focus following for form forum foster
fostered fostering foundation four framework free friday friends from full fully fund funding fyi gang garden
gardens gate general get girl girls given go going good got governance governor governors grammar green group groups
grove guidance half hall hand handbook handover has have having he head headline heads headteacher health hello help
helpline her here hers hi high him his hmm holiday home homes hospital hostel hotel hour house housing how however
hub hubs i if immediate impact improved improvement in inclusion independent individual infant infants information
initial inquiry inspection inspector institute intake integrated interim international interview into investigation
invoice involvement is issue issues it item items its it's jan january job jobs join joint judge july june junior
juniors just justice juvenile key kids kin kinship know lac lad lads lady lane last late latest law lead leaders
leadership leads learning leave leaver leavers legal lessons let letter level liaison library licence lieutenant
life like line list little living local locality logistics long look looked lord loss lost low lower lunch made main
make management manager managers many march marked market may maybe mayor me meadow medical medium meet meeting
meetings member members memorial men mental met mid midwife milestone milestones mill minister minor minutes missing
model monday month monthly months more morning most mother mothers move moved moving mr mrs ms mum mums museum music
my na name named names nan national need needs neighbourhood network never new news next nhs night nine no nobody
none nor north northern not note notes nothing notice november now number numbers nurse nursery nurses october of
off offer office officer officers ofsted ok okay old older on once one ongoing only open opened or order orders
organisation other others our out outcome outcomes outstanding over overall overdue own page panel panels paper
parent parents parenting parish park part partner partners partnership partnerships parts past pathway paul's peer
pending people per performance permanence permanency person persons personal phase phone pilot place placed
placement placements plan planning plans please pls point police policy polish poor population portal position post
posts practice practitioner practitioners pre-birth primary principal priority prison private pro probation
procedure process profile programme progress project prospects protection protocol provider providers provision
public pupil pupils purchase quality quarter quarterly queen question quick quite reason received recent
recommendation recommendations record recorded records recruitment red ref referral referrals refugee refugees
refuge region regional register regulation relate released report reports request required requires residential
residents resource resources respite response responsible rest result results return returns review reviewed
reviewing reviews risk road rollout roma room round royal safe safeguarding safer said same sample saturday says
school schools scrutiny secondary secretary section secure security see self semi send senior september sept serious
service services session sessions set seven several sex sexual she sheet short should showing siblings sibling sick
sign signed signs since sister sisters site six sixth slightly slipping slow small smart so social society some
somali somebody someone something somewhere son soon sorry south southern special specialist spoke spring square
staff staffing stage standard standing start started starting state statement status statutory steering step steps
still story strategic strategy street strength strengthening student students stuck study sub such summary summer
summit sunday supervision support supported supporting surgery survey system systems table take taken task taster
teacher teachers team teams template ten tenancy term terms test than thank thanks that the their them theme then
there therapist therapy these they thing things think third this those three threshold through thursday time title
to today todays together tomorrow too tool tower town track trafficking trailblazer trainee training transfer
transition transport trauma traveller travellers triage troubled trust trustees tuesday turkish twelve twin twins
two ukraine ukrainian under uncle unit university unless until update updated updates upper urgent us use used user
using various very via victim village violence virtual visit visits visitor visiting voice voluntary volunteer
volunteers waiting walk wales ward wards was way we website wednesday week weekly weeks welcome welfare well were
west western what when where which while white who whole why wider will willow with within without women work worker
workers workforce working workshop workshops world would yes yet you young your youth youths yesterday year years
zone albanian arab asylum bangladeshi bengali bulgarian caribbean chinese christian czech dutch eritrean ethiopian
french german ghanaian greek gypsy hindu hungarian indian iranian iraqi irish italian jamaican jewish kosovan
kurdish latvian lithuanian muslim nepali nigerian orthodox pakistani portuguese punjabi romanian russian scottish
sikh slovak spanish sudanese syrian tamil urdu vietnamese welsh moroccan algerian american unaccompanied ah amended
approaching asap aside aware awaiting awarded backlog basically begun behaviour believe broken caller carried cheers
chronology chasing clash colleague colleagues complex consent considering contacted correct couple cover critical
customer deadline delayed delivered delivery depends despite diary directed double drop eta everywhere excel exec
face fab fact failed fair fallback figure figures fine firm fixed flag folks forward found fyi gave gov great guys
happy heard hearing held help hence hold hoping hours identified important including instead invited kindly known
lack largely launch launched least left link live logged looking mainly major making management means mental minute
monitoring mostly nearly needed negotiating negotiation noted occupational offered onwards others outreach overnight
paused perhaps permanent person's planned possible possibly presented printed probably problem produced progressing
promised proposed quote quoted rag rather reaching ready really receipted regarding relevant remaining reminder
remains rerun resolved respond responded reviewing revised road running scheduled scope seen send sent shared
sharing signoff simply slides slippage smt sounds specific stakeholder stakeholders struggling stopped subject
submitted sufficiency summarised sure swap talked tender thanks therefore though tied told tool total towards tried
trying typo unfortunately unable validated variation verbal verified version wait wants went whilst whoever windows
wish won't word wording worth write written wrote don't can't i'm we're we've i've didn't hasn't isn't that's
there's he's she's they're what's who's let's majority remainder rest cohort proportion percentage total adopters
adopter pupil's gutted complaint complaints whoops morning evening unlike except apart despite hopefully great
lovely happy delighted thrilled gosh also same ditto aim target goal sibs fams cohort adolescent teen tween infant
safety signs wellbeing resilience stability vision values culture excellence innovation quality hope future futures
bright death deaths overview mortality fatherhood motherhood protection poverty obesity wider whole extended birth
adoptive nuclear host entire military blended younger oldest youngest separated identical larger step half lives
lived goes went attends stays stayed settled remains absconded disclosed accommodated removed born turned turns
resides kept ran refuses refused refusing finally has'nt hasnt isnt wasnt doesnt didnt cant wont im ive id ill thats
whos hes shes bruising bruised hit slept told rang phoned seems looks gets got wants needs says thinks reckons
sorted finished fam yeah yep nope nah mate lots bits loads bit quick tomorrow's yesterday's today's moves chased
spent
"""

_ACRONYMS = """
fe ifa ifas dmt isp pbs ooc oob cwd iwl fab dol dols dft swe esw bia cbt dbt scie adcs ihp cma sms tcs cmt eys spa
fdac pfa mds csu gcp mst fft kit apa lsg rpa qaf paf caw hmi hmip ad aod afc asap asd adhd asye bme brag caf cafcass
camhs cce ccg cdop ce ceo cfo cic cin cla cme co cp cpac cpc cpd cpp cps cqc cse cscpr cspr csc csp cv cyp cypp da
dash dbs dcs dfe di dip dm dofa ds dsl dv dwp ecm ed edt eet ehe eha ehc ehcp ehm eh esol eu faq fao fc fft fgc fgm
fii foi ft ftse fya fyi gdpr go gov gp ha hbv head hmp hmpps ho hos hr hv ia icb ico icpc icpcs ics icb ict id idva
iha imr io iro iros isos it itt itv jar jcc jd jsna jtai kpi kpis ks la lac lado lar las lcs lcspr lea lep lga lgbt
lhb lscb lscp lscpr ltp luh mace mapp mappa marac mash mat mh mk mod mot mou mp mps ms nai ncb nee neet nfa ng nhs
ni nice nps nqsw nrm nrpf nspcc nw oapl ofsted ola ons ooa ooh ot pa pan pas pc pcc pct pdf pep peps phn phd pip plo
pm pmo po pp ppu pr pru ps psa psw pse qa qi qso rag rcpc rcpcs rhi rhis ria rip rsl rta saab sab sar sars sc scr
scrs sdq sds se sen senco send serco sg sgo sgos shmu si sib sla slas slt smt so sos spoc sro ss ssw sw swan sws
swot ta tac tacs taf tbc tbd tbh tda tm toc tor tupa tv uasc ucl uk un upn urn usa vawg vcs vcse vcfs vs vsh w wc
wef wfh wip wms wp wpa yjb yjs yo yos yot yots yp yps ytd ymca app apps am ai ip ii iii iv vi vii viii ix xi xii bst
gmt iso os fte nhse ukhsa lbth lpt ncc ofcom ofgem s q1 q2 q3 q4 re ref rev no nos np ok tbf imo btw hi ta we be my
me he us up an as at by do go if in is it of on or so to am pl rn ty lol omg ppl pls plz wk wks mth mths yr yrs hrs
mins min max
"""

_PLACES = """
barking barnet barnsley bath bedford bexley birmingham blackburn blackpool bolton bournemouth bracknell bradford
brent brighton bristol bromley buckinghamshire bury calderdale cambridge cambridgeshire camden cardiff cheshire
cornwall coventry croydon cumbria darlington derby derbyshire devon doncaster dorset dudley durham ealing enfield
essex gateshead gloucester gloucestershire greenwich hackney halton hammersmith hampshire haringey harrow hartlepool
havering hereford herefordshire hertfordshire hillingdon hounslow hull islington kensington kent kingston kirklees
knowsley lambeth lancashire leeds leicester leicestershire lewisham lincoln lincolnshire liverpool london luton
manchester medway merton middlesbrough keynes newcastle newham norfolk northampton northamptonshire northmere
northumberland nottingham nottinghamshire oldham oxford oxfordshire peterborough plymouth poole portsmouth reading
redbridge redcar richmond rochdale rotherham rutland salford sandwell sefton sheffield shropshire slough solihull
somerset southampton southend southwark staffordshire stockport stockton stoke suffolk sunderland surrey sussex
sutton swindon tameside telford thurrock torbay tottenham trafford wakefield walsall waltham wandsworth warrington
warwickshire westminster wigan wiltshire windsor wirral wokingham wolverhampton worcester worcestershire york
yorkshire britain europe afghanistan albania eritrea iraq iran sudan syria ukraine vietnam poland romania
"""

# What follows a person's name when the whole is a thing, a place or a publication.
_INSTITUTIONS = """
academy act association avenue award awards building campus centre centres charity charter clinic close college
community court crescent drive estate fellowship foundation fund gardens garden grove hall hill hospice hospital
hostel house hub infants inquiry institute juniors lane law lecture library lodge memorial museum nursery park place
prep primary prize programme project report road scheme school schools scr square street suite surgery terrace
theatre trust unit view villas walk ward wards way wing
"""

WORDS = frozenset(_WORDS.split())
ACRONYMS = frozenset(_ACRONYMS.split()) - frozenset({"jd"})
PLACES = frozenset(_PLACES.split())
INSTITUTIONS = frozenset(_INSTITUTIONS.split())
