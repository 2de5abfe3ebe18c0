"""How names are written in more than one way: this district's own lists, which no linker reads."""

from collections.abc import Mapping
from typing import Final

_FAMILIES = """
Muhammad Mohammed Mohammad Mohamed Mohammod
Aisha Ayesha Aysha Aishah
Yusuf Yousuf Youssef Yusef
Hussain Hussein Hossain
Ahmed Ahmad Ahmet
Fatima Fatema Fathima
Zainab Zaynab Zeynab
Abdirahman Abdulrahman Abdurahman
Warsame Warsama
Jama Jaamac
Nur Noor
Osman Usman
Khadra Khadhra
Faduma Fadumo Fatuma
Begum Begom Begam
Miah Mia Meah
Chowdhury Choudhury Chaudhury
Khatun Khatoon
Akter Akhter Aktar
Hoque Haque Huq
Uddin Udin
Iqbal Ikbal
Qureshi Quraishi
Malik Malek
Rahman Rehman
Seán Sean Shaun
Conor Connor
Ciarán Kieran
Niamh Neave
Aoife Aoibhe
Saoirse Searsha
Chloe Khloe Cloe
Zoë Zoe Zoey
Jayden Jaydon Jaden
Callum Calum
Isaac Issac
Elijah Elija
Rhys Reece
Clarke Clark
Thompson Thomson
Davies Davis
Reid Read
Bailey Bayley
Francis Frances
Jude Jud
Kowalska Kovalska
Wójcik Wojcik
Łukasz Lucas
Jakub Jacub
Andreea Andrea
Ştefania Stefania
Hoxha Hodza
Yılmaz Yilmaz
Şahin Sahin
Ayşe Ayse Aisha
Mehmet Mehmed
Georgiou Georghiou
Ioannou Ioanou
Youssef Yusuf Yousef
Mustafa Mostafa
Al-Hassan Alhassan El-Hassan
Khalil Khaleel
Nguyễn Nguyen Ngyuen
Trần Tran
Cheung Chung
Wong Wang
Li Lee
Xu Hsu
Adeyemi Adeyimi
Okonkwo Okonkowo
Kamara Camara
Diallo Jallow
Jalloh Jallow
Mensah Mensa
Acheampong Achampong
Tesfay Tesfai Tesfaye
Haile Hayle
Rodrigues Rodriguez
Gonçalves Goncalves
Sousa Souza
Luís Luis
"""

_SHORT = """
Thomas Tom|Joshua Josh|Oliver Ollie|Alexander Alex|Isabella Bella|Matilda Tilly|Jessica Jess
Samuel Sam|Daniel Danny|William Will|Edward Ted|Amelia Millie|Florence Flo|Harriet Hattie
Benjamin Ben|Abdirahman Abdi|Abdullahi Abdi|Oluwaseun Seun|Temitope Temi|Ayomide Ayo
Chukwuemeka Emeka|Oluwatobi Tobi|Oluwadamilola Dami|Oluwafemi Femi|Babatunde Tunde
Aleksandra Ola|Zuzanna Zuzia|Jakub Kuba|Stanisław Staś|Krzysztof Krzysiek|Nathaniel Nate
Elijah Eli|Deborah Debbie|Muhammad Mo|Mohammed Mo|Mohamed Mo|Katerina Kat|Alexandra Alex
Francesca Fran|Gabriel Gabe|Eleni Helen|Sebastián Seb|Santiago Santi|Anastasia Tasia
Panayiotis Panos|Christodoulos Chris|Alessandro Alex|Zachariah Zac|Zakariya Zak|Ibrahim Ibs
Josephine Josie|Emmanuel Manny|Frederick Freddie|Beatrix Bea|Elliot Ell|Imogen Immy|Phoebe Bee
Makayla Kay|Romario Romy|Shanelle Nell|Rebecca Becky|Christian Chris|Jeremiah Jerry|Reuben Ruby
"""

ALSO_WRITTEN: Final[Mapping[str, tuple[str, ...]]] = {
    names[0]: tuple(names[1:]) for line in _FAMILIES.strip().splitlines() if (names := line.split())
}
"""Other spellings of a name."""

SHORT: Final[Mapping[str, str]] = {
    full: short
    for line in _SHORT.strip().splitlines()
    for full, short in (pair.split() for pair in line.split("|"))
}
"""What a child is called at home or by friends."""

PLAIN_LETTERS: Final = str.maketrans("łŁıİđĐ", "lLiIdD")
"""Letters that do not come apart into a plain one and an accent."""

NEXT_KEYS: Final[Mapping[str, str]] = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj",
    "i": "uo", "j": "hk", "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o",
    "q": "wa", "r": "et", "s": "ad", "t": "ry", "u": "yi", "v": "cb", "w": "qe", "x": "zc",
    "y": "tu", "z": "x",
}  # fmt: skip
"""Letters that lie beside a letter on a keyboard."""
