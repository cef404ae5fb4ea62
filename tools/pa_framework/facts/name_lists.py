"""First names and surnames that are frequent in the United Kingdom, in small letters and without accents.

Names that are words, places, months or jobs as well are kept apart, because on their own they say little.
"""

from functools import cache


@cache
def first_names() -> frozenset[str]:
    """First names that are hardly anything else."""
    return frozenset(_FIRST.split())


@cache
def ambiguous_first_names() -> frozenset[str]:
    """First names that are words, places or surnames as well."""
    return frozenset(_FIRST_AND_WORD.split())


@cache
def surnames() -> frozenset[str]:
    """Surnames that are hardly anything else, apart from first names."""
    return frozenset(_SURNAMES.split())


@cache
def ambiguous_surnames() -> frozenset[str]:
    """Surnames that are words, places or jobs as well."""
    return frozenset(_SURNAMES_AND_WORD.split())


_FIRST = """
aaliyah aaron abbie abdul abdullah abena abi abid abigail abiola abu achieng ada adaeze adam adebayo adele adeola
aditi aditya adnan adrian adriana adwoa afia agata agnes agnieszka ahmad ahmed ahmet aidan aileen ailsa aimee aisha
aisling ajay akira akua alan alana alannah alasdair alastair alec alejandro aleksandra alex alexa alexander alexandra
alexandru alexis alfie alfred ali alice alicia alina alisha alison alistair allan allen alun alyssa ama amanda
amandeep amara amelia amelie amina amir amit amrit amy ana anastasia andrea andreea andrei andrew andrzej andy aneta
angela angelica angelika angharad angus anil anisa anita anja anjali ann anna annabel annabelle anne annette annie
anthea anthony antoinette antonia antonio anuradha anwen anya aoife archibald archie arjun arlene arnold arthur arwen
asha ashleigh ashley ashok asif asma astrid audrey ava avril ayaan ayesha ayo ayodele ayse azaan aziz azra babajide
babatunde barbara barry bartek bartosz beata beatrice becky belinda ben benedict benjamin bernadette bernard bernice
bertha beth bethan bethany betty bev bex bhavna bianca bianka blessing bob bogdan bozena brad bradley brandon breanna
brenda brendan brian bridget brijesh bronwen bruce bryan bryony caitlin callum calum camilla candice caoimhe cara carl
carla carlos carly carmel carmela carmen caroline carolyn carrie carwyn carys casey cassandra cath catherine cathy
catrin catriona cecilia cedric celeste celia cerys chanelle chantal chantelle charlene charles charlie charlotte
cheryl chiamaka chiara chidi chidinma chinedu chioma chipo chloe chris christa christina christine christopher
chukwudi chukwuemeka ciara cillian cindy claire clara clare clarissa claude claudette claudia clement clifford clive
clodagh colette colleen connor conor constance consuelo corinne cornelius cosmin courtney craig cristina curtis
cynthia cyril dafydd damian damien dan daniel daniela danielle danny daphne darcey daren darius darragh darran darren
darryl dave david davina dawid deaglan debbie deborah debra debs declan deepa deepak deirdre delia delroy demi denis
denise dennis derek dermot desmond devon dewi diana diane dianne diarmuid dilys dimitri dina dinesh dominic dominika
dominique donal donald donna dora doreen doris dorota dorothy doug douglas duncan dylan ebony eddie edith edmund edna
edward edwin efua eileen eilidh eimear eirlys ekow elaine eleanor elen elena eleri eli elias elin elinor elisabeth
elise elizabeth ella ellen ellie elliot elliott ellis elsie elspeth elzbieta emeka emil emilia emily emma emmanuel
enid enrique eoghan eoin eric erica erika erin ernest eryk esi esme esperanza esther ethan ethel eugene eunice eva
evan evelyn ewa ewan ewelina fadumo faisal farah farai farhan farid farida fatema fatima fatma fatoumata femi feng
fergus filip finlay finn fiona fionnuala florentina florin folake folasade fran frances francesca franciszek frank
fraser fred freda frederick freya funmi gabriel gabriela gabrielle gail gareth garry gary gavin gemma genevieve geoff
geoffrey george georgie georgina geraint gerald geraldine gerard germaine gerry gertrude gethin gheorghe gillian gina
giovanni gita gladys glenda glenn glenys gloria glynis goran gordon graeme graham grainne greg gregory greta grzegorz
gudrun gulsen gurpreet gustav gwen gwenda gwendolyn gwenllian gwilym gwyneth habib hadiza halima hamish hamza hannah
harjit harley harold harpreet harriet harrison harry harvey harvinder hasan hassan hatice hayley heidi helen helena
helga henrietta henry hilary hilda hiroshi hoang hollie howard huda hugh hugo humphrey hussain hyun hywel iain ian
ibrahim ida idris ifan ifeanyi ifeoma ikram ilse iman imogen imran ines inga ingrid ioan ioana iolo ionut iorwerth
irena irene irina isaac isabel isabella isabelle isaiah isha ishaan isla ismail isobel ivan ivor iwona izabela jack
jackie jacob jacqueline jacqui jagdish jakub jamal james jamie jamila jan jana jane janet janette janice janine jared
jarek jasmin jasmine jason jasper javier jay jaya jayne jeanette jeannie jeff jeffrey jemima jemma jenna jennie
jennifer jenny jens jeremy jermaine jerome jerzy jess jesse jessica jez jill jillian jim jimmy jin joan joanna joanne
jocelyn jodie joe joel johanna john johnathan johnny jolanta jolene jolie jon jonah jonas jonathan joris jose josef
joseph josephine josh joshua josie joyce juan juanita jude judith judy julia julian juliana julie juliet juliette
justin justine justyna kaden kamal kamau kamila kamran karan karen karim karina karl karolina kasia katarzyna kate
kath katharine katherine kathleen kathryn kathy katie katrina katy kavita kay kayla kayleigh keeley keely kehinde
keiran keisha keisuke keith kelechi kelly kelvin kemi ken kenneth kenny keri kerry kevin khadija khalid kiera kieran
kim kimberley kimberly kiran kirk kirsten kirsty kishan kofi kojo kristina kristopher krystian krystyna krzysztof
kudzai kumar kwabena kwaku kwame kwasi kyle kylie lakshmi lance lara latoya laura lauren laurence laurentiu laurie
lavinia lawrence layla leah leanne lee leigh leila lena lenny leo leon leona leonard leonie leroy lesley leslie
leticia lewin lewis leyla liam liang libby lidia liliana lillian linda lindsay lindsey lisa lisbeth liz lizzie llinos
lloyd logan lois lola lorna lorraine lottie louis louisa louise lowri luca lucas lucia lucian lucille lucinda lucy
luis lukasz luke lydia lynda lyndsey lynette lynn lynne lynsey mabel maciej macsen maddie madeleine madhavi madison
maeve magda magdalena maggie mags mahmoud mairead maisie maisy malcolm malgorzata malik mandeep mandy manish manjit
manuel manuela mara marc marcia marcin marco marcus marek margaret margery margot maria mariam marian marianne marie
mariella marilyn marina mario marion marissa marjorie marlene marta martha martina martyn mary maryam mateusz mathew
matilda matt matteo matthew maureen maurice mavis maxine meera megan meghan mehdi mehmet mei mel melanie melissa
melvyn meredith merle mervyn mhairi mia michael michaela michal michelle mick miguel mihai mike mikhail mildred
millicent millie mina minh mirela miriam mirjam mitchell mo mohamed mohammad mohammed mohamud moira mollie molly mona
monica monika morag morgan moses muhammad murat muriel mustafa myra myrtle nabil nadeem nadia nadine naila naima nan
nancy naoko naomi narinder nasreen natalia natalie natasha natasza nathan nathaniel neal neelam neha neil nell nesta
neville ngoc ngozi nia niall niamh nichola nicholas nick nicki nicola nicolae nicole nige nigel nikhil nikita nikki
nina nira nisha nita njeri nnamdi noah noel nokuthula noor nora norah noreen norma norman nuala nyasha obiageli obinna
octavia odhiambo oisin oksana olga olivia olumide oluwaseun oluwatobi oluwatosin omar orla orlaith oscar osman oswald
owen padraig pamela parminder parveen patience patricia patrick patrik patryk paul paula paulina pauline pawel pedro
peggy penelope perpetua perry pete peter petra peyton phil philip philippa phillip phoebe phyllis pilar piotr pippa
piyush pooja pradeep prakash pranav precious preethi priscilla prisha priti priya prudence przemyslaw quentin rachael
rachel rachelle radoslaw raf rafael rafal raheem rahul raj raja rajesh rajinder rajiv ralph raluca ramesh rami rania
raquel rashid ravi raymond rebecca rebekah reena regina reginald rehana renata rene renuka reuben rhian rhiannon rhoda
rhona rhys ricardo richard ricky rita ritu rob robbie robert roberta roberto rochelle roderick rodney roger rohan
roisin roland roman ronald ronan ronnie rory rosa rosalind rosanna rosario roselyn rosemary rosie rosina ross rowena
roxanne roy ruairi rubina rudo rufina rupert russell ruth ruva ryan saanvi sabina sabrina sadia saeed safia saima
sajid salim sally salma sam samantha samina samir samira samuel sanaa sandeep sandra sangeeta sanjay saoirse sara
sarah saskia saul scarlett scott sean seanan sebastian selina selma seren serena seung shabana shabnam shahid shakira
shane shania shannon sharon shaun shauna shaz sheena sheila shelagh shelley sheree sheryl shilpa shirin shirley
shivani shona shreya sian siddharth sidney sienna silvia simon simona simone sinead siobhan sioned sipho slawomir
sofia sonal sonia sonja sophia sophie sorcha spencer stacey stacy stan stanislaw stanley stefan stefania stella steph
stephanie stephen steve steven stewart stuart sukhjit suki suleiman suman sumaya sunil sunita suresh surinder susan
susanna susannah susanne susie suzanne suze suzie sven svetlana sybil sylvia sylwia szymon tabitha tadeusz tadhg tahir
taiwo tamara tamsin tanisha tanya tapiwa tara tariq tatenda tatiana ted teddy tegan temi tendai terence teresa teri
terry tess tessa thabo thandi thelma theo theodore theresa thomas thomasina thuy tiffany tim timothy tina tobias toby
tola tom tomas tomasz tommy toni tony tracey tracy trevor tricia trish trisha troy trudy tunde tyler tyrone uche
ugochukwu uma umar una unathi ursula urvashi usha usman val valerie vanessa vera verity vernon veronica vicki vicky
victor vijay vikram vince vincent viola violeta viv vivaan vivian viviana vivien vivienne wahid walter wanda wanjiru
warren wasim wayne wazir wendy weronika wesley wiktor wilfred wilhelmina william willow wilma winifred winston
wojciech xavier yaa yasmin yasmine yemi yetunde yolanda yuki yusuf yvette yvonne zachary zahra zainab zak zara
zbigniew zeynep zoe zofia zohra zsofia zuzanna
"""

_FIRST_AND_WORD = """
al alma amber angel april art ash austin autumn basil beverley bill bonnie brook brooklyn candy carlisle carol carter
chance charity chase chelsea chester christian clay cliff colin crystal daisy dale daniels dawn dean drew duke earl ed
eve faith fay faye flora florence ford gale gay gene georgia ginger glen grace grant guy harper hazel heath heather
holly hope hunter iris ivy jade jean jerry jesus jewel jo jordan josephs joy june kent kerr kit laurel lily lincoln
lorne lucky luna mae marge mark marshall martin mason maud max may mercy miles milton nelson olive oliver page paige
paris pat pearl penny poppy preston prince ray reed reese rex rich river robin rose rowan royal ruby rusty sage sandy
sky skye star stone sue summer sydney taylor verona victoria violet wade ward will xander york
"""

_SURNAMES = """
abbott abdi abdirahman abdullahi abebe abraham abubakar acheampong achieng adair adams adamson addison adebayo adeleke
adeyemi adkins afolabi agarwal agyeman ahern ahmadi ahmadzai aitken akhtar akinola akinwale akpan albu alcock aldridge
alexandrou allsop amoah anand anderson andrews ansari antwi appiah arkwright armitage armstrong arnott arora asante
ashcroft ashworth asif aslam atkins atkinson attwood austen awan ayling aziz babu bailey bains bajwa bakr balogun
bancroft bannister barbu barker barlow barnett baron barr barraclough barrett barron bartlett barton bassett bateman
bates baxter beaumont beckett begum bekele bennet bennett benson bentley beresford bhandari bhatt bhatti biggs
birtwistle blackwell blake bloggs blythe boateng bosworth boyce boyd boyle bradbury braddock bradshaw brady
braithwaite bramley brennan brewster bridgewater briggs broadbent brockbank brookes brosnan broughton browne bruce
bryant buchanan buckley burgess burke burnett burns burrows byrne cadwallader cahir cairns callaghan cameron campbell
carmichael carney carroll carson cartwright cassidy cavanagh chadwick chakraborty chalmers chatterjee chaudhary
chaudhry cheng chikwanda chopra choudhury christensen clancy clark clarke clegg clements clifford coates cochrane
coleman coles collier collins collinson condren connell connolly connor conroy contreras conway coombes corbett
cordero cordingley corrigan costello coulter cowan cowley crabtree craddock craven crawford crawley creasey crompton
cronin crossley crowther cullen cummings cunliffe cunningham curran currie dabrowski dacosta dalton daly danso darby
davenport davey davidson davies davis davison dawes dawson deakin delaney delgado denham dennison desai deshpande
devlin dewhurst dhaliwal dhillon diaz dickens dickinson dickson dima dinu dixon dobson docherty dodd dodds doherty
donaldson donnelly donovan douglas dowling downes doyle drummond dube duda duffy dunbar duncan dunlop dunn durrant
dutta dwyer dyson eastwood eccles edmonds edwards egan ekwueme elliott ellison emerson entwistle evans everett eze
ezeani fairbairn fairclough fallon farah farooq farrell farrow fawcett feeley fellows fenton ferguson fernandes
fernandez ferreira finlay finnegan fitzgerald fitzpatrick flanagan fleming fletcher flynn foley fontaine forbes
forrest forster forsyth foster fothergill fowler frith frostick furniss gallagher galloway gamble garcia gardiner
garner garrett garvey gebre georgescu ghosh gibbons gibbs gibson gilbert gilchrist giles gillespie gilmore goddard
godfrey godwin gomez goncalves gonzalez goodwin gorman gorski goswami grabowski grady graham greaves greenhalgh
greenwood gregson grewal grier griffin griffith griffiths grimshaw grundy gupta gurung guthrie haddad hadley haigh
haile haines halliday hamilton hammond hancock handa hanley hanna hansen hanson hargreaves harper harrington harris
hartley haslam hassan hatton hawkins hawthorne hayes haynes hayward healy hemingway hemmings henderson hennessy
henshaw hepworth herbert heron hersi hewitt hickman hicks higginbottom higgins hillery hinds hirst hobbs hodge hodges
hodgson hogan holden holland holloway holmes hopkins hopkinson hornsby horsfall horton hoskins hosseini houghton
howarth howe howell howells hoyle huang hudson hughes humphrey humphreys humphries hurley hurst hussein hutchings
hutchinson hutchison ibrahimi igwe ingham inglis ingram iqbal irvine irving islam ismail iyer jabeen jackson jacobs
jaffrey jagger jain jama jamieson jankowska jankowski jardine jarvis jaworski jeffery jeffries jenkins jenkinson
jennings jensen jha johal johansson johns johnson johnston johnstone jones jordan joshi kalla kamara kaminski kang
kapoor karimi kariuki kaur kavanagh keane kearney keating keegan keeling keightley kelleher kellett kemp kendall
kennedy kenny kenyon kershaw khan khatun kiely kiernan kilgour kinsella kirkpatrick kirkwood kitchener kovacs
kowalczyk kowalska kowalski kozlowski krawczyk krishnan kumari lacey laing lamont langley larkin larsen latham lau
lawler lawson leadbetter leary leclerc ledger leeming lees lennon lennox leung levy lewandowska lewandowski lim limbu
lin lindley littlewood liu livingstone llewellyn llewelyn lloyd lockhart lockwood lomax longley lopez lowe lowry lucas
lucid luthra lynch macdonald macfarlane macgregor macintosh macintyre mackay mackenzie mackie mackintosh maclean
macleod macmillan macpherson maguire mahmood mahmud malhotra mallick malone mann mannion mansour marley marlow
marriott marsden martinez masood mather mathews mathieson matthews maxwell mazur mbeki mcallister mcarthur mcbride
mccabe mccann mccarthy mccartney mcclure mcconnell mccormack mccormick mcculloch mcdermott mcdonald mcdonnell
mcdougall mcewan mcfadden mcfarlane mcgee mcgill mcginley mcgowan mcgrath mcgregor mcguinness mcguire mcintosh
mcintyre mckay mckenna mckenzie mckeown mckie mckinley mckinnon mclaren mclaughlin mclean mcleod mcloughlin mcmahon
mcmanus mcmillan mcnally mcnamara mcneil mcneill mcpherson mcqueen mehmood mehta mellor mendoza menon mensah menzies
merrick metcalfe michalak milne milner mirza mishra mistry mitra mohan monaghan moran moreno morris morrison morrissey
morrow morton moseley mottram moylan moyo mueller mugisha muir mukanya mukherjee mulligan mullins munro murphy murray
musa mutasa mwangi myers naidoo nair naqvi nash nasser naylor ncube ndlovu neal neill newell ng nguyen nichol nicholls
nicholson nicol nixon njoroge nolan norris novak nowak nunez nwosu nyoni obasanjo obi oconnell oconnor odell odoherty
odonnell ogden ogunleye ohara ojo okafor okeefe okeke okello okonkwo okoro oleary oluwole omalley oneil oneill onyango
openshaw oreilly ormerod osborne osei oshea oshodi osullivan otieno otoole owens owusu oyekan oyelaran palmer pandey
pankhurst papadopoulos parekh parkin parkinson parmar parr parry parsons patel paterson pathak patterson pattinson
pawlak paxton payne pearce pearson peck pemberton pendleton penrose perera perez perkins perrin pertwee peters
petersen peterson petrov phelan phelps philips phillips pickering pilkington pillai pinto pitt pollard ponce popa
popescu potts poulter powell pratt preece prescot prescott priestley pritchard prosser pugh purcell quinn qureshi
radcliffe rafferty rahman rai rajan ram ramirez ramsay ramsbottom ramsden rana randall ranganathan rankin rao rashid
ratcliffe rathbone rawlings rayner reddy redfern redmond rees regan rehman reilly renshaw reynolds richards richardson
riddell ridley rigby riley rimmer ritchie roberts robertson robinson robson rodgers rodrigues rodriguez rogers rooney
ropati rosenberg rothwell rowbotham rowe rowland rowlands rowley ruddock rushton rutherford rutter ryder saeed saleem
saleh salter sampson samuels sanchez sanders sanderson sandhu santos saunders saxton schmidt schneider schofield
scholes schwartz seddon sehgal sengupta serrano seward seymour shackleton shah shaikh shapiro sharma sharples
shaughnessy shaw shearer sheehan sheikh sheldon shelton shepherd sheppard sheridan sherwood shukla sibanda siddiqui
sidhu silva silvester simmonds simmons simms simons simpson sims sinclair singh singleton sinha skelton sloan smale
smalley smedley smith smithson smyth soares sohal solanki solomon somerville sommerfeld sosa sousa speight spence
srivastava stancu staniforth stanton stephens stephenson stevens stevenson stockdale storey strickland subramanian
suciu sullivan sumner sutcliffe sutherland swann sweeney swinburne sykes szabo szymanska szymanski tait takahashi
talbot tamang tamayo tan tanaka tate tattersall teague templeton tennant tesfaye thackray thakur thapa thatcher
thompson thomson thorne thornton thorpe threlfall tierney tindall toma tomlinson tompkins topping torres townend
townsend tran travers travis treadwell trent trevelyan tsang tully turnbull twigg tyrrell tyson uddin underhill
underwood unsworth vaughan vickers villiers vincent virk vyas waddington wadsworth wagstaff wainwright walkden wallace
wallis walls walsh walters walton wang warburton wardle waring warsame wasiewicz wasilewska waterhouse waterman
watkins watkinson watson watts weir welch weller wentworth westwood whalley wharton wheatley whelan whitaker whitbread
whitcombe whiteley whitfield whitley whittaker whittle whitworth whyte wickham widdowson wieczorek wilcock wilcox
wilkes wilkie wilkins wilkinson willetts williams williamson willis willoughby wilson winstanley winterbottom
wisniewska wisniewski witham wojcik wong woodcock woodhead woodley wooldridge woolley wootton wormald worsley
worthington wrigley wu wyatt wynne xu yamamoto yang yeates yeung yilmaz yusuf zabala zachariah zaman zhang zhao zheng
zhou zielinska zielinski
"""

_SURNAMES_AND_WORD = """
ahmed alexander ali allen almond anthony archer ashton baker ball banks barber barnes bath batt bean bedford bell
benjamin berry best birch bird bishop black blackburn blair bolton bond booth bowen bowers bradford bradley bright
brook brooks brown bull burn burton butcher butler byron cannon carey carr carter cash castle chambers chan chandler
chang chapman charles chen christian christie church clay clayton cole cook cooke cooper cotton cox croft crook crosby
cross crowe cruz curtis dale daniel daniels das day dean dennis drake dudley dyer east ellis english farmer field
fields finch fisher ford forde fox francis franklin freeman french frost fuller gardner garland george gill glover
gordon gould grant gray green greene gregory grey hall han hardy harrison hart harvey hastings haywood head heath
henry hill hills hilton holder holt hood hooper hope horne horner house howard hunt hunter hussain hyde james john
joseph joyce kay kaye kelly kent khalid king kirk kirkham knight knowles lake lamb lancaster lane law lawrence lee
leigh leonard leslie lewis li lincoln lister little lock long lord love lovell lowes lynn major malik mansfield marsh
marshall martin mason masters may mead meadows mercer middleton miles miller mills mitchell moody moon moore morgan
morley moss murdoch neville newman newton nightingale noble norman north norton nunn nurse oliver olsen owen page
paige park parker parkes parks partridge patrick paul peacock penn perry pickles pierce pike pink piper plant plummer
poole pope porter potter power powers preston price prince raymond read reed reid rhodes rice rich richmond rivers
rose ross rowan ruiz russell ryan salmon sands savage sawyer sayers scott sergeant sharp sharpe short silver simon
skinner slade slater small smart snow south southwell sparrow spencer squire stafford stanley stark steel steele
stephen sterling stewart stirling stokes stone stott street strong stuart summers sutton swan swift tailor tanner
taylor telford temple terry thomas thorn todd tomlin tucker turner tyler upton usher vernon wade walker wall ward ware
warner warren waters way weaver webb webster wells west weston wheel wheeler white whitehead whitehouse wild wilde
wills windsor winter winters wolf wood woodhouse woods woodward worth wray wren wright wynn yates york young
"""
