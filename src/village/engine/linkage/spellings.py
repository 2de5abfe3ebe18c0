"""Names that are written in more than one way: the linker's own families of spellings.

Written from common knowledge of how names are spelt in England; no other list was read for it, and
the made-up district has another. A name may stand in several families.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

_SPELLINGS: Final = """
mohammed muhammad mohammad mohamed muhammed mohamad mohamud mehmed mehmet mahomed mohammod mo
ahmed ahmad ahmet achmed
aisha ayesha aysha aishah ayse aicha
fatima fatimah fatema fatma fatuma fadumo faduma
yusuf yousuf youssef yusef yousef joseph joe yosef
ibrahim ebrahim abraham brahim ibraheem
hussain hussein husain hossain huseyin hosein
hassan hasan hassaan
ali aly alli
omar umar omer
osman usman othman uthman
abdullah abdulla abdallah abdullahi abdi
abdirahman abdulrahman abdurrahman abdirahmaan abdi
khadija khadijah khadiza hadija kadija khadra
zainab zaynab zeinab zeynep zaineb
maryam mariam miriam meryem maryan mariama mary
ismail ismaeel esmail ismael
mustafa mustapha mostafa moustafa
hamza hamzah
bilal belal
khalid khaled halid
jamal jamaal gamal
said saeed sayed syed saied
nur noor nour noora
begum begam begom
miah mia meah miya
chowdhury choudhury chaudhry choudhry chaudhary chowdhry
khatun khatoon katun
akhtar akter akther akhter aktar
hoque haque haq huq hak
uddin udin ud-din
rahman rehman rahmaan
islam eslam
qureshi koreshi quraishi kureshi
iqbal ikbal eqbal
malik malek maalik
sheikh shaikh shaykh sheik
khan kan
warsame warsama
farah faarax farax
hersi xirsi
jama jamac jaamac
hodan hodhan
sean shaun shawn shane
conor connor konnor
niamh neve neave
aoife eva efa
caoimhe keeva kiva
ciara kiera keira kira
kieran ciaran
siobhan shevaun chevonne
sinead shinade
saoirse sersha searsha
chloe khloe cloe
zoe zoey zoie
jayden jaden jaydon jaidan
callum calum kallum
isaac issac izaak
elijah eliyah elija eli
rhys reece rees reese
clark clarke
thompson thomson tompson
davies davis davys
reid read reed
bailey bayley baylee bailie
philips phillips philip phillip
stephen steven stefan steve
catherine katherine kathryn katharine cathryn kate katie cathy
sara sarah
anna ana ann anne hannah
teresa theresa
nicholas nicolas nick nico nikolas
lucas lukas luke lukasz luca
jacob jakub jakob jacub jake kuba
alexander aleksander alexandre alexandros alexandru alex sasha
alexandra aleksandra alex ola sasha
michael mikael michal mikhail mike mick
john jon jonathan johnathan jonny
andrea andreea
stefania stephanie stephania steph
christian kristian cristian chris
christopher kristopher christos christodoulos chris
katerina catarina caterina katarina kat katie
maria mariya marija mary
isabella izabella isabela bella izzy
elizabeth elisabeth eliza liz lizzie beth betty
gabriel gabriele gabe
gabriela gabriella gabby
daniel danyal danial dan danny
matthew mathew matteo mateusz matei matt
nguyen nguyan ngyuen
tran chan
cheung chung zhang chang
wong wang huang
li lee ly
xu hsu
chen chan
diallo jallow jalloh diallow
kamara camara
toure touray
ceesay sesay
okafor okafo
mensah mensa
owusu owuso
tesfay tesfaye tesfai
haile hayle
mehret mihret mehiret
rodrigues rodriguez
gonzalez gonzales goncalves
fernandes fernandez
lopes lopez
gomes gomez
martins martinez
souza sousa
luis louis luiz lewis
silva sylva
yilmaz yilmas
sahin shahin
ozturk osturk
georgiou yeorgiou
ioannou ioanou
demetriou dimitriou
singh sing
kaur kour
patel patell
hoxha hodja hoxa
"""

_SHORT: Final = """
thomas tom tommy|joshua josh|oliver ollie olly|matilda tilly tilda|jessica jess jessie
samuel sam sammy|samantha sam|william will bill billy liam|edward ed eddie ted teddy ned
amelia millie amy|florence flo florrie|harriet hattie|harrison harry|benjamin ben benny|henry harry
jack jackson|oluwaseun seun|temitope temi tope|ayomide ayo|chukwuemeka emeka|oluwatobi tobi
oluwadamilola dami damilola|oluwafemi femi|babatunde tunde|zuzanna zuzia|stanislaw stas
krzysztof krzys krzysiek|nathaniel nathan nate nat|jonathan nathan|deborah debbie debs|frances fran
francesca fran chessie|eleni helen|sebastian seb basti|santiago santi|anastasia ana stasia nastya
panayiotis panos|zachary zach zac zak|zachariah zac zak|zakariya zak zakaria|josephine josie jo
emmanuel manny manu|frederick fred freddie freddy|beatrice bea|beatrix bea trixie|elliot eli
imogen immy|phoebe bee|rebecca becky becca bex|jeremiah jerry|jeremy jerry|reuben ruben|robert rob
robert bob bobby robbie|richard rick dick ricky|charles charlie chas|charlotte lottie charlie
archibald archie|alfred alfie alf|albert albie bert|george georgie|georgina georgie|theodore theo
theodore ted teddy|leonard leo len|leonardo leo|lily-mae lily|ellie-may ellie|eleanor ellie nell
eleanor elle|margaret maggie meg peggy|megan meg|victoria vicky tori|abigail abby|natasha tasha
natalia natalie tasha|penelope penny|rosemary rosie|rose rosie|jennifer jenny jen|gregory greg
dominic dom|patrick paddy pat|patricia pat trish|timothy tim|anthony tony ant|antonio tony toni
edmund ed ned|maximilian max|maximus max|maxwell max|lawrence larry laurie|vincent vinny|joanna jo
susan sue susie|suzanne sue|valentina val tina|christina tina chris|martina tina|dimitrios dimitri
kwabena kobby|oluwaseyi seyi|olumide mide|ifeoluwa ife|adebayo bayo|abosede bose|folasade sade
emily em emmy millie|camilla millie|mildred millie|isabel izzy bella|evelyn evie|eve evie|eva evie
"""


def _families() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in (*_SPELLINGS.split("\n"), *_SHORT.replace("\n", "|").split("|")):
        names = line.replace("-", "").split()
        for name in names:
            found[name].add(names[0])
    return {name: frozenset(keys) for name, keys in found.items()}


FAMILIES: Final = _families()
"""A folded name, and the keys of the families that it belongs to."""
