// Given names and what those who bear them are called: English, and the tables of all languages joined. Our own table, written down from common
// knowledge; taken from no other list. An entry is `formal/other spellings of it: nicknames`. Its one rule: spellings of one entry are one name in one
// language; what other languages make of it (William, Wilhelm, Guillaume) are other names.
import { nicknamesOfTheEast } from './nickname-table-east.ts'
import { nicknamesOfEurope } from './nickname-table-europe.ts'

const english = `
aaron/aron: ron ronnie; abigail/abbigail/abigale: abby abbie gail abi; abraham/abram: abe bram ham; adam: ad ade addy
adelaide: addie adele della heidi; adeline/adelina/adaline: addie ada della lina; adrian/adrien: ade adie; adrienne/adriana: addie adri ree
agatha: aggie; agnes: aggie nessie nesta; alan/allan/allen/alun: al; albert: al bert bertie albie
alexander/aleksandr/alexandr/aleksander/oleksandr/aleksandar/alisdair: alex al alec alek xander zander sandy lex sasha sacha alix ali sascha olek
alexandra/aleksandra/oleksandra: alex alexa sandra sandy lexi lexie ali allie sasha sacha alix xandra sascha ola; alexis: alex lexi lexie
alfred: al alf alfie fred freddie freddy; alice/alyce: ali allie elsie ally; alison/allison/alyson/allyson: ali ally allie
alistair/alastair/alasdair/alister: al ali; alphonse/alfonso/alphonso: al fonzie fonzo; alvin/alwin: al; amanda: mandy manda amy mandi
amelia/emilia: amy millie mia milly mel; andrea: andi andy drea; andrew: andy drew andie; angela: angie ange angel
angelina/angeline: angie lina angel; anita: nita; ann/anne: annie nan nancy nannie; annabel/annabelle/anabel: bella belle annie
anna: annie anya ania nan anouk; annette: annie nettie; anthony/antony: tony ant ton; antonia: toni tonia; antoinette: toni nettie netty
archibald: archie baldie; ariana/arianna: ari; arnold: arnie arn; arthur: art artie arty; ashley/ashleigh/ashlee: ash lee; audrey: dee audie
august/augustus: gus augie; augustine/augustin: gus gussie; austin/austen: aus; barbara: barb babs barbie bobbie babette; barnaby: barney
barnabas: barney; bartholomew: bart barty bat; basil: baz; beatrice/beatrix: bea bee trixie bebe; belinda: bel linda bindy; benedict: ben benny
benjamin: ben benji benny benjy; bernadette: bernie detta; bernard: bernie barney; bertram: bert bertie; bertha: bertie; bethany: beth
beverly/beverley: bev; blanche: bea; bonita: bonnie; bradford: brad; bradley: brad lee; brandon/branden; brendan/brendon: bren; brian/bryan
bridget/bridgette/brigid: biddy bridie brie; britney/brittany/brittney: brit britt; bronwyn/bronwen: bron; bryant: bry; caleb: cal; calvin: cal vin
cameron: cam; camilla: cam milla millie; candace/candice: candy; carl/karl; carla/karla; carmen: carm; carol/carole/karol: carrie caz
caroline/carolyn/carolina: carol carrie caro lynn line lina callie caz; cassandra/kassandra: cass cassie sandra sandy
catherine/katherine/kathryn/katharine/cathryn/katheryn/catharine/kathrine: cathy kathy kate katie kat kit kitty kay cate cat katy kath cath kathie cathie
cathleen/kathleen: cathy kathy kath kate katie kay kat; cecilia/cecily: cece cis cissy celia; cedric: ced rick
charles: charlie chuck chas charley chaz chip; charlotte: charlie lottie char lotte lotta; chelsea/chelsey; cheryl/sheryl: cher sherry; chester: chet
christian/kristian: chris; christina/kristina/cristina: chris chrissy chrissie tina christy christie kris kristy krissy
christine/kristine: chris chrissy chrissie tina christy christie kris kristy; christopher/kristopher/cristopher/kristofer: chris kit topher kris
clara/klara; clarence: clay; claire/clare/clair: clarrie; claudia/klaudia; clayton: clay; clement: clem; clementine/clementina: clem; clifford: cliff
clifton: cliff; clinton: clint; colin/collin: col; conrad/konrad: con connie; constance: connie; constantine/konstantin: con kostya costa kostas dinos
cordelia: cordy delia; corinne/corinna: cory; cornelius: con connie; crystal/krystal/christal: chris; curtis/kurtis: curt kurt
cynthia: cindy cyndi cindi; cyril: cy; cyrus: cy; daisy: day; damian/damien/damon; daniel: dan danny dannie
danielle/daniela/daniella: dani danny elle; daphne: daph; darrell/darryl/daryl/darrel; david: dave davey davy davie; deanna/deana/deanne: dee
deborah/debra/debora: deb debbie debby debs; deirdre: dee; delia: dee; delores/dolores: dee lola lolita; dennis/denis: den denny
derek/derrick/deric: del derry rick; desmond: des desi; diana/diane/dianne: di; dominic/dominick: dom nick; dominique: dom nikki
donald: don donnie donny; donna: don; donovan: don van; dorothy/dorothea: dot dottie dolly dora dory thea dee; douglas: doug dougie; duncan: dunc
dustin: dusty; dwayne/duane/dwain; earnest/ernest: ernie ern; edgar: ed eddie; edith: edie; edmund/edmond: ed eddie ned ted; edna: eddie
edward: ed eddie ted teddy ned eddy ward; edwin: ed eddie ned win; edwina: eddie winnie; eileen/aileen: leen; elaine: lainie ellie laine
eleanor/elinor/eleanore: ellie nell nellie nora elle nelly lenny ella; elena: lena ellie; elijah: eli lije; elisha: eli
elizabeth/elisabeth: liz beth betty lizzie betsy eliza lisa bess bessie elsie libby lilibet lizzy lily ella betsey lise lisbeth elise elle liza buffy elsa
ella: ellie; ellen: ellie nell nellie elle nelly; eloise: ellie lou elle; elliot/elliott/eliot: el; elmer: el
emanuel/emmanuel/immanuel: manny manu mani; emily/emilie/emely: em emmy emmie millie milly; emma: em emmy emmie; eric/erik/erick: rick ricky
erica/erika: ricki rikki; ernestine: ernie; esther/ester: essie hettie; estelle/estella: stella essie; eugene: gene; eugenia/eugenie: genie
euan/ewan/ewen/euen: ew; eva: evie eve; evangeline: eva evie angie; evelyn/eveline: evie eve lyn ev; ezekiel: zeke; ezra: ez
felicia/felicity: fliss flick lissa; ferdinand: ferdie ferdy nando; fiona: fi fee; florence: flo florrie flossie; forrest: foz
frances: fran frannie fanny francie franny frankie cissy; francesca: fran frankie franny cesca checca franca; francis: frank fran frankie
franklin: frank; frank: frankie; frederick/frederic/fredrick/frederik/fredrik/friedrick: fred freddie freddy rick fritz
frederica/frederika: freddie rica ricki; gabriel: gabe gab gabby; gabrielle/gabriela/gabriella: gabby gaby gabi elle gabs bella; gareth: gary gaz gar
garrett/garret: gary; gary/garry: gaz gazza; gavin: gav; genevieve: gen ginny jenny viv eve; geoffrey/jeffrey/jeffery: jeff geoff
george: georgie geordie; georgia/georgina/georgiana: georgie gina; gerald/jerald/gerrard: gerry jerry ged; geraldine: gerry geri dina
gerard: gerry jerry ged gerd; gertrude: gert trudy gertie; gilbert: gil bert gib; giles/gyles: gil; gillian/jillian: gill jill gilly jilly; gina: gigi
gloria: glo; gordon: gord gordy don; grace: gracie; graham/graeme/grahame: gray; gregory: greg gregg; gretchen: greta; griffin/griffith: griff
guinevere: gwen jenny; gwendolyn/gwendoline/gwendolen: gwen wendy lyn; gwyneth: gwen; hannah/hanna: annie; harold: harry hal harrie
harriet/harriett: hattie harrie hettie; harrison: harry; heather: heath hev; hector: heck; helen/helene/helena: nell nellie lena ellie lenny
henrietta: etta hettie hattie henri; henry: harry hank hal hen; herbert: herb bert herbie; herman/hermann: herm; hester: hettie essie
hilary/hillary: hil hilly; hope: hopie; horace/horatio: harry; howard: howie ward; hubert: bert hubie hub; hugh: hughie huw; hugo: huey
humphrey: humph; ian/iain; ignatius: iggy nace; imogen: immy immie; ingrid: inga; irene: rene renie; isaac/isac/izaak: ike zack zac
isabel/isabella/isabelle/isobel/izabella/izabela: izzy bella belle izzie bel ib issy iza ella; isaiah: ike zay; isidore/isidor: izzy; israel: izzy
jack: jackie jacky; jacob/jakob: jake jack cob jakey; jacqueline/jaqueline/jacquelyn/jackeline: jackie jacky jacqui jax lyn
james: jim jimmy jamie jem jimmie jaime jay jimbo; jamie/jaime: jay; jane/jayne: janie janey jenny; janet: jan netty; janice: jan; jared/jarrod/jarred
jasmine/jasmin/yasmin/yasmine: jas jazz jaz yas; jean: jeanie jeannie; jeanette/jeannette: jean jeannie netty; jedidiah: jed; jefferson: jeff
jemima: jem mima; jennifer/jenifer: jen jenny jenn jennie jenni; jeremiah: jerry jem; jeremy: jerry jem jez; jerome: jerry; jessica: jess jessie jessy
jill: jilly; jillian/gillian: jill jilly; joan: joanie jo; joanne/joanna/joann: jo joey joni joan annie; jocelyn/joscelyn: joss lyn joy
jodie/jodi/jody: jo; joel: joe joey; john: johnny jack jon johnnie jock; jonathan/johnathan/jonathon: jon jonny johnny jonno; jordan: jordy jord
joseph: joe joey jo jos joss; josephine/josephina: jo josie fifi posy josy; joshua: josh; juan: juanito; judith: judy jude judi; julia: julie jules
julian/julien: jules; juliana/julianne/julianna: julie ana jules; juliet/juliette: jules julie; julius: jules
kaitlyn/caitlin/kaitlin/katelyn/caitlyn: kate katie kait cait; karen/karin/caryn/caren: kaz kari
katarina/katharina/catarina/caterina/katrina/catrina/catriona: kat kate katie trina kati kathi cat cate kata nina; kelly/kelley: kel; kelvin: kel kelv
kenneth: ken kenny; kevin: kev; kimberly/kimberley: kim kimmy kimmie; kirsten/kirstin: kirsty; kristen/kristin: kris kristy krissy
lachlan: lachie lochie; lambert: bert; laurence/lawrence: larry laurie loz lol; laura: laurie lori lolly lauri; lauren: laurie loz ren; leah/lea: lee
leander: lee andy; leonard: len lenny leo lennie leon; leonora/leonore/lenore: nora leo; leopold: leo poldi; leroy: lee roy; leslie/lesley: les
lester: les; letitia: letty tish; levi: lev; lewis: lou lew louie; liam: lee; lillian/lilian: lily lil lilly lili; lily/lilly/lilli: lil
linda/lynda: lin lindy lyn; lindsay/lindsey/lyndsey/lynsey: lin lyn linz; lionel: leo lenny; lois: lo; loretta: lottie retta etta; lorraine: lori
louis: lou louie; louise/louisa: lou lulu lola; lucas/lukas: luke luc; lucille/lucinda: lucy lu cindy lou; lucy/lucie: lu luce; luther: lou
lydia: liddy lyddie; lynn/lynne: lyn; mabel: mae may; mackenzie/mckenzie: mac kenzie mack; maddison/madison: maddie maddy
madeleine/madeline/madelyn/madalyn: maddie maddy mads lena; magdalena/magdalene: maggie lena magda madge leni; malcolm: mal malc
marcella: marcy marci; marcia/marsha: marcy marci; marcus/markus: marc
margaret: maggie meg peg peggy marge margie meggie madge greta rita mags margo margot midge; margarita/margherita/margarida: rita margo marga
maria: mia masha mimi ria; marian/marion/marianne/mariane/maryann: annie; marilyn: lyn; marjorie/margery: marge margie madge; mark/marc: marky
marlene: marley; marshall: marsh; martha: marty mattie patty; martin/martyn: marty mart; martina: tina marti; marvin: marv
mary: molly polly mae may mamie minnie mimi moll; mathilda/matilda: tilly mattie tilda tillie maud; matthew/mathew: matt matty mat
matthias/mathias: matt matty; maureen: mo maurie; maurice/morris: mo maury morrie; maximilian/maximillian: max maxi; maxine: max; maxwell: max
megan/meghan/meagan/meaghan: meg; melanie: mel mellie lanie; melinda: mel mindy linda; melissa/melisa: mel lissa missy lisa; melody: mel
melvin/melvyn: mel; mercedes: mercy sadie; meredith: merry edie; michael/micheal: mike mick mickey micky mikey mitch mischa
michelle/michele/michaela/mikaela: shelly shell chelle micky mickey shelley kay; mildred: millie milly; miles/myles: milo; millicent: millie milly
minerva: minnie; miranda: mandy randy mira; miriam/myriam: mimi mitzi mim; mitchell: mitch
mohamed/mohammed/muhammad/mohammad/muhammed/mohamad/muhamad/mohd/md: mo moe; molly: mol; monica/monika: moni mona; montague: monty; montgomery: monty
morgan: mo morg; mortimer: mort morty; moses/moshe: mo moe; nadine: dina; nancy: nan nance; naomi/noemi: nomi; natalie/nathalie/nataly: nat tally
natasha: tasha nat; nathan: nat nate; nathaniel/nathanael: nat nate nathan natty; neil/neal/niall: neily; nelson: nels nell
nicholas/nicolas/nickolas: nick nicky nico nic; nicole/nichole/nicola: nicky nikki nic cole coley nikky; nigel: nige; noel: nolly; nora/norah: nonie
norbert: bert norb; norma: normie; norman: norm; oliver: ollie olly oli noll; olivia: liv livvy ollie livia via; oscar/oskar: ossie oz
oswald: oz ozzie waldo; pamela: pam pammy; patricia: pat patty trish tricia patti patsy trisha patt; patrick: pat paddy rick patsy; paul: paulie
paula: polly; pauline/paulina: polly; penelope: penny pen; percival: percy; peter: pete petey petie; philip/phillip: phil pip flip
philippa: pippa pip phil; phoebe: phebe bee; priscilla: cilla prissy; prudence: pru; quentin/quinton/quintin: quent quinn
rachel/rachael/rachelle: rach rae shelly ray; ralph: raffy rafe; ramona: mona; randolph/randall/randal: randy rand
raphael/rafael: raph raf rafa rafi rafe raffi; raymond/raimund: ray; rebecca/rebekah/rebeka: becky bec becca beck reba bex; regina: gina reggie
reginald: reg reggie rex ron; renee: ren; reuben/ruben: rube ben; rhiannon: rhi; rhonda/ronda: ron
richard: rick dick rich richie ricky rico ritchie dickie; robert: bob rob bobby robbie bert robby bobbie robin dob bobbi
roberta: bobbie robbie berta bobbi; robin/robyn: rob; roderick/roderic: rod roddy rick; rodney: rod roddy; roger/rodger: rodge rog
roland/rowland: rollie rolly; ronald: ron ronnie ronny; rosalind/rosalyn/roslyn: roz ros rose; rosalie: rose rosie; rosamund/rosamond: rose roz
rose/rosa: rosie; roseanne/rosanne/rosanna/roseanna: rose rosie annie; rosemary/rosemarie: rose rosie romy; roxanne/roxana/roxanna/roxane: roxy rox
rudolph/rudolf: rudy rudi rolf dolf; rufus: rufe; rupert: rupe; russell: russ rusty; ruth: ruthie; sabrina: sab brina; sally: sal
samantha: sam sammy sammie; samson/sampson: sam; samuel: sam sammy; sandra: sandy san; sarah/sara: sally sadie sal; scott: scotty
sean/shaun/shawn/shane: shauny; sebastian: seb bas baz bastian basti sebby; selina/selena: lina; sharon: shaz shari; sheila/sheelagh
shelley/shelly: shell; sheldon: shel; sidney/sydney: sid syd; sigmund: sig siggy; silvester/sylvester: sly vester; silvia/sylvia: syl; simon: si sy
simone: sim; solomon: sol solly; sophia/sofia: sophie sophy; spencer: spence; stacey/stacy: stace; stanley: stan
stephanie/stefanie/stephany: steph steffi stef stevie steffie annie; stephen/steven/stevan: steve stevie ste; stewart/stuart: stu stew
susan/susanne/suzanne/susannah/susanna/suzanna: sue suzy susie suzie su sukie zan; tabitha: tabby; talia/thalia: tally; tamara: tammy tam mara
tanya/tania: tan; terence/terrence/terrance: terry tel; theresa/teresa/therese: terry tess tessa tracy teri resi terri; thaddeus: thad tad ted
thelma: thel; theodora: dora thea theo dory; theodore/theodor: ted teddy theo; thomas: tom tommy thom tam; tiffany: tiff; timothy: tim timmy
tobias/tobiah: toby tobi; tracey/tracy/tracie: trace; travis: trav; trevor: trev; tristan/tristram: tris; tyler: ty; tyrone: ty; tyson: ty
ulysses: lee; ursula: ursa uschi ulla; valentina/valentine: val tina; valerie: val; vanessa: ness nessa nessie vee; vera: vee; vernon: vern
veronica: ronnie vera ron roni nika vero; victor/viktor: vic vick; victoria/viktoria: vicky vicki tori vic vickie viki tory vikki queenie
vincent: vin vinny vince vinnie; viola: vi; violet: vi letty; virginia: ginny ginger gin gina; vivian/vivien/vivienne/vivianne: viv vivi
wallace: wally; walter: walt wally; warren: ren; wendell: del; wendy: wen; wesley: wes; whitney: whit; wilbur: will; wilfred/wilfrid: wilf will fred
wilhelmina: mina willa minnie billie helmi wilma; willard: will; william: will bill billy willy liam willie wills bil gwill; willow: will
winifred: win winnie freda; winston: win; woodrow: woody; xavier: xav zav; yolanda/yolande: yoli yo; yvonne: vonnie eve evie; yvette: eve
zachary/zachariah/zackary/zachery/zacharias: zach zack zac zak; zoe/zoey/zoie: zo
`

export const nicknameTable: readonly string[] = [english, nicknamesOfEurope, nicknamesOfTheEast].flatMap((table) =>
  table.split(/[;\n]/).filter((entry) => entry.trim() !== ''),
)
