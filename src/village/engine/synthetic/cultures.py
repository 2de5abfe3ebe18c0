"""Short lists of given and family names, by the cultures that an inner-city borough is made of.

Written for this project, from names in everyday use; no list of real children was read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Way(Enum):
    """How a child's full name is made out of the parents' names."""

    FAMILY_LAST = "given names, then the family's"
    BY_SEX = "the family name takes an ending by sex"
    TWO_FAMILIES = "the father's first family name, then the mother's"
    FATHER = "given name, then the father's given name"
    THREE_PART = "own, father's and grandfather's given names"
    OWN_LAST = "a second name of the child's own, which siblings need not share"
    FAMILY_FIRST = "the family name is said first"
    FAITH = "Kaur or Singh, before or in place of the family's"


@dataclass(frozen=True, slots=True)
class Culture:
    """girls, boys: given names. families: family names; for OWN_LAST boys' second names,
    and `own_girls` the girls'."""

    girls: tuple[str, ...]
    boys: tuple[str, ...]
    families: tuple[str, ...]
    way: Way = Way.FAMILY_LAST
    own_girls: tuple[str, ...] = ()
    middle: float = 0.0
    barrelled: float = 0.0


def _culture(
    girls: str,
    boys: str,
    families: str,
    *,
    way: Way = Way.FAMILY_LAST,
    own_girls: str = "",
    middle: float = 0.0,
    barrelled: float = 0.0,
) -> Culture:
    """Underscores stand for spaces inside one name."""
    return Culture(
        girls=_words(girls),
        boys=_words(boys),
        families=_words(families),
        way=way,
        own_girls=_words(own_girls),
        middle=middle,
        barrelled=barrelled,
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


CULTURES: Mapping[str, Culture] = {
    "british": _culture(
        "Amelia Olivia Isla Ava Freya Grace Lily Evie Poppy Ella Florence Phoebe Daisy Matilda "
        "Rosie Alice Elsie Maisie Ruby Harriet Imogen Niamh Siân Zoë Chloe Molly Martha Orla "
        "Lily-Mae Ellie-May Ada Beatrix Cora Edith Hattie Ivy Jessica Kitty Lottie Mabel Megan",
        "Oliver George Arthur Harry Noah Jack Leo Charlie Freddie Alfie Archie Henry Theo Oscar "
        "Thomas James William Joshua Max Lucas Edward Albie Reuben Stanley Jude Ralph Finley "
        "Rhys Callum Tommy-Lee Bobby Frank Barnaby Caleb Dylan Elliot Fergus Gabriel Hugo Isaac",
        "Smith Jones Taylor Brown Williams Wilson Johnson Davies Evans Thomas Walker Wright "
        "Robinson Thompson White Hughes Edwards Green Hall Wood Harris Lewis Martin Jackson "
        "Clarke Turner Hill Cooper Ward Morris Moore King Baker Carter Parker Bennett Shaw "
        "Pemberton Thistlewood Marchmont Oakshott Fenwick Penhallow Gathercole Winterbourne",
        middle=0.7,
        barrelled=0.07,
    ),
    "irish": _culture(
        "Aoife Saoirse Niamh Caoimhe Ciara Róisín Sinéad Gráinne Bríd Maeve Orlaith Clodagh "
        "Fionnuala Éabha Cara Erin Shauna",
        "Seán Conor Oisín Cillian Fionn Pádraig Tadhg Eoin Darragh Ruairí Declan Ciarán Diarmuid "
        "Liam Ronan Cathal",
        "Murphy O'Brien O'Sullivan Kelly Byrne Ryan O'Connor Doyle McCarthy Gallagher O'Neill "
        "Doherty Kennedy Lynch McDonagh Ward Quilligan O'Driscoll Mac_Giolla Ní_Dhomhnaill",
        middle=0.6,
        barrelled=0.04,
    ),
    "caribbean": _culture(
        "Aaliyah Kezia Shanice Tianna Nevaeh Renée Jada Imani Naomi Keisha Destiny Amara Skye "
        "Rihanna-Mae Simone Chantelle Makayla Zariah Tamara Leah Kyra Shanelle",
        "Jayden Malachi Tyrese Kai Marlon Zion Andre Dwayne Jerome Kymani Tyrell Josiah Nathaniel "
        "Elijah Micah Curtis Leon Romario D'Andre Javon Kieron Dante",
        "Campbell Grant Gordon Francis Morgan Reid Samuels Bailey Henry Charles Joseph Pierre "
        "Alexander Augustine Lewin Facey Beckford Palmer Gayle Blackwood St._Louis Thompson-Reid",
        middle=0.8,
        barrelled=0.12,
    ),
    "west african": _culture(
        "Adaeze Chidinma Ngozi Temitope Oluwaseun Folasade Ayomide Titilayo Ifeoma Chiamaka "
        "Blessing Favour Precious Oluwadamilola Esther Deborah Zainab Aminata Fatoumata Mariama",
        "Chukwuemeka Oluwatobi Ayodele Babatunde Ikenna Obinna Emeka Kehinde Taiwo Tunde "
        "Oluwafemi Daniel Emmanuel David Ibrahim Abdoulaye Mamadou Sekou Alhassan Olamide",
        "Adeyemi Okafor Okonkwo Adebayo Ogunleye Balogun Eze Nwosu Olawale Afolabi Akinwande "
        "Ibrahim Bello Diallo Bah Kamara Conteh Sesay Jalloh Onyekachi Oyelaran Ezenwa",
        middle=0.9,
        barrelled=0.05,
    ),
    "ghanaian": _culture(
        "Akosua Abena Ama Afia Yaa Esi Efua Adwoa Akua Nana-Ama Gifty Princess Maame Michelle "
        "Josephine Serwaa",
        "Kwame Kofi Kwabena Yaw Kwasi Kojo Nana Papa Kwadwo Ebenezer Prince Emmanuel Samuel "
        "Jeffrey Derrick Fiifi",
        "Mensah Owusu Boateng Asante Osei Appiah Agyeman Ofori Adjei Amoah Quartey Nkansah "
        "Darko Antwi Sarpong Opoku Acheampong Yeboah",
        middle=0.9,
        barrelled=0.08,
    ),
    "congolese": _culture(
        "Grâce Merveille Divine Exaucée Naomie Plamedi Ruth Gloria Chloé Héritière Benita "
        "Jemima Rebecca Esther",
        "Christian Exaucé Gloire Héritier Dieumerci Jordy Trésor Glody Josué Samuel Benjamin "
        "Jérémie Chadrac Aaron",
        "Mbuyi Kabongo Ilunga Mukendi Tshibanda Ngoy Lukusa Kalala Mutombo Nsimba Luzolo Mbala "
        "Bolamba Makengo",
        middle=0.5,
    ),
    "somali": _culture(
        "Hodan Ayaan Ifrah Sagal Hibaq Fowsia Khadra Idil Nasteho Deqa Sahra Ubah Filsan Hamdi "
        "Amina Maryan Faduma Ikran Najma Samira",
        "Abdirahman Mohamed Ahmed Abdullahi Liban Guled Mahad Ayanle Zakariya Bilal Ismail Warsame "
        "Hassan Jama Yusuf Abdi Khalid Mukhtar Said Omar",
        "Hassan Farah Warsame Jama Abdi Mohamud Yusuf Nur Aden Elmi Duale Hersi Osman Muse "
        "Guled Ismail Egal Roble Samatar Dirie",
        way=Way.THREE_PART,
    ),
    "eritrean and ethiopian": _culture(
        "Selam Feven Rahwa Hiwot Bethlehem Saba Mihret Eden Helen Luwam Tsion Meron Senait "
        "Winta Kidist",
        "Yonas Filmon Abel Dawit Natnael Samuel Henok Robel Mikiyas Biniam Yared Nahom Kaleb "
        "Amanuel Daniel",
        "Tesfay Gebremariam Haile Tekle Berhane Kidane Abraha Mehari Woldu Asfaha Tadesse Bekele "
        "Alemu Girma Desta Hagos",
        way=Way.FATHER,
    ),
    "bangladeshi": _culture(
        "Fahmida Nusrat Tahmina Sumaiya Raisa Maliha Ayesha Tasnim Jannat Sadia Nafisa Farzana "
        "Anika Maisha Rumana Humaira Aaliya Safa",
        "Tanvir Rahat Muhammad Mohammed Sayed Arif Imran Shahriar Nabil Rakib Jubair Adnan Faisal "
        "Abdul_Karim Mahdi Samiul Yahya Zubair",
        "Miah Uddin Ali Hussain Rahman Islam Ahmed Hoque Alam Chowdhury Khan Karim Mia Choudhury",
        way=Way.OWN_LAST,
        own_girls="Begum Khatun Akter Khanom Sultana Jahan Bibi Chowdhury Rahman Islam Nessa",
    ),
    "pakistani": _culture(
        "Zara Aisha Maryam Hafsa Iqra Laiba Noor Mahnoor Sana Rabia Hira Amna Zoya Eshal Kinza",
        "Muhammad Hamza Ibrahim Bilal Usman Zain Hassan Ahmad Ali Umar Haris Danyal Saad Rayyan "
        "Talha",
        "Khan Hussain Ahmed Malik Iqbal Butt Mahmood Akhtar Shah Chaudhry Qureshi Mirza Raja "
        "Aslam Rehman",
        way=Way.OWN_LAST,
        own_girls="Bibi Khan Akhtar Hussain Begum Malik Fatima Ahmed Kausar Iqbal",
    ),
    "indian": _culture(
        "Aanya Priya Diya Anika Saanvi Meera Kavya Riya Ishani Simran Jasleen Harpreet Navneet "
        "Lakshmi Tara Nithya",
        "Arjun Rohan Aarav Vivaan Dev Krishna Nikhil Ishaan Jaspreet Gurdeep Harjit Kiran Veer "
        "Sanjay Pranav Karthik",
        "Patel Shah Sharma Gupta Nair Menon Iyer Reddy Desai Mehta Dhillon Gill Sandhu Grewal "
        "D'Souza Fernandes Krishnamurthy",
        way=Way.FAITH,
        middle=0.2,
    ),
    "turkish and kurdish": _culture(
        "Elif Zeynep Defne Ecrin Ayşe Özge Berfin Rojin Dilan Melisa Nehir Yağmur Sıla Eylül "
        "Gülcan Hêvî",
        "Yusuf Emir Mehmet Mustafa Baran Azad Çağan Umut Kerem Efe Rojhat Deniz Serhat Ömer Ali "
        "Boran",
        "Yılmaz Kaya Demir Şahin Çelik Yıldız Öztürk Aydın Arslan Doğan Kılıç Aslan Koç Kurt "
        "Polat Güneş Bozkurt",
        middle=0.15,
    ),
    "greek": _culture(
        "Eleni Sofia Maria Despina Andriana Katerina Anastasia Christina Panayiota Ioanna",
        "Andreas Giorgos Christos Nikos Panayiotis Stelios Marios Demetris Kyriacos Alexandros",
        "Georgiou Christodoulou Ioannou Charalambous Andreou Papadopoulos Constantinou Michael "
        "Kyriacou Hadjigeorgiou Savva",
        middle=0.2,
    ),
    "arab": _culture(
        "Nour Yasmin Layla Mariam Salma Hiba Rania Zahra Malak Sara Fatima-Zahra Inès Aya Lina "
        "Dina Rahma",
        "Youssef Omar Adam Karim Anas Ayoub Rayan Mustafa Hussein Haider Abd_al-Rahman Tariq "
        "Walid Zakaria Ilyas Mehdi",
        "Al-Hassan El-Amrani Benali Haddad Mansour Al-Jubouri Saleh Nasser Bouzid Khalil "
        "El_Idrissi Abdelaziz Al-Tikriti Bensaïd Hamdan Farouk",
        middle=0.1,
    ),
    "afghan": _culture(
        "Nilofar Zohra Arezoo Farishta Marwa Tahera Palwasha Shabnam Maryam Spozhmai",
        "Najib Zabiullah Hamid Idris Ahmadzai Mirwais Sohrab Haroon Rahmatullah Samiullah",
        "Ahmadi Rahimi Karimi Noori Safi Wardak Stanekzai Popal Mohammadi Sultani",
    ),
    "iranian": _culture(
        "Parisa Shirin Laleh Mina Setareh Ghazal Nasrin Taraneh Yasaman Kimia",
        "Farhad Reza Arash Omid Kaveh Milad Sina Daryoush Behnam Amir-Hossein",
        "Hosseini Karimi Tehrani Moradi Rezaei Mohammadi Ghorbani Jafari Sadeghi",
    ),
    "polish": _culture(
        "Zuzanna Julia Maja Oliwia Hanna Aleksandra Wiktoria Łucja Małgorzata Kinga Agnieszka "
        "Nikola Amelia",
        "Jakub Szymon Filip Kacper Antoni Łukasz Wojciech Michał Piotr Mateusz Oskar Stanisław "
        "Krzysztof",
        "Kowalsk# Wiśniewsk# Kamińsk# Lewandowsk# Zielińsk# Szymańsk# Dąbrowsk# Nowak Wójcik "
        "Mazur Kaczmarek Wróbel Jankowsk# Pawłowsk#",
        way=Way.BY_SEX,
        middle=0.15,
    ),
    "romanian": _culture(
        "Andreea Ioana Alexandra Ştefania Bianca Elena Teodora Denisa Mălina Anamaria",
        "Andrei Ștefan Cristian Mihai Luca Matei Răzvan Ionuţ Vlad Alexandru",
        "Popescu Ionescu Dumitru Stan Munteanu Ciobanu Gheorghe Stoica Rusu Vasilescu",
        middle=0.2,
    ),
    "albanian": _culture(
        "Arta Drita Besjana Dafina Elona Rinesa Vjollca Era Anisa",
        "Arben Driton Ardit Besnik Leart Kushtrim Ylli Erion Dion",
        "Hoxha Krasniqi Gashi Berisha Shehu Rexhepi Kelmendi Çela Bytyqi",
    ),
    "portuguese": _culture(
        "Beatriz Mariana Leonor Inês Matilde Lara Letícia Yara Júlia Conceição Ana_Sofia",
        "João Tiago Duarte Gonçalo Martim Rafael Afonso Miguel Caio Thiago Luís_Filipe",
        "Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Gonçalves "
        "Fernandes Gomes Carvalho Araújo",
        way=Way.TWO_FAMILIES,
    ),
    "latin american": _culture(
        "Valentina Camila Sofía Luciana Isabella Daniela María_José Gabriela Ximena Noelia Belén",
        "Santiago Mateo Sebastián Diego Nicolás José Andrés Juan_Pablo Julián Martín Óscar",
        "García Rodríguez González Hernández Martínez López Pérez Ramírez Muñoz Quispe Castaño "
        "Restrepo Vargas Zambrano",
        way=Way.TWO_FAMILIES,
    ),
    "italian": _culture(
        "Giulia Chiara Francesca Aurora Bianca Ludovica Ginevra Martina Ilaria",
        "Matteo Lorenzo Alessandro Luca Tommaso Leonardo Edoardo Niccolò Pietro",
        "Rossi Esposito Bianchi Romano Ricci D'Angelo De_Luca Conti Dell'Orto Marchetti",
        middle=0.1,
    ),
    "french": _culture(
        "Léa Manon Camille Élodie Margaux Agathe Inès Maëlys Anaïs Jeanne",
        "Hugo Étienne Raphaël Théo Gabriel Baptiste Jules Jean-Luc Maël Noé",
        "Dubois Lefèvre Moreau Laurent Du_Pont Garnier Bélanger Le_Goff Chevalier",
        middle=0.3,
    ),
    "chinese": _culture(
        "Xin-Yi Mei-Ling Jia_Hui Yuxuan Zixuan Siu_Fong Wing_Yan Hoi_Ching Ruoxi Xiaoyan Yutong",
        "Jun_Jie Haoran Zihan Wei_Ming Chun_Kit Ka_Ho Yi-Chen Tianyu Mingze Kwok_Wai Haoyu",
        "Chen Wang Li Zhang Liu Huang Wong Lau Cheung Chan Ng Lam Yip Xu Zhao Tsang",
        way=Way.FAMILY_FIRST,
    ),
    "vietnamese": _culture(
        "Linh Thảo Mai_Anh Ngọc Trang Phương Hà_My Kim_Chi Bích_Ngọc Quỳnh",
        "Minh Quang Tuấn Đức Bảo Huy Khoa Anh_Dũng Hoàng_Nam Thiện",
        "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ",
        way=Way.FAMILY_FIRST,
    ),
    "filipino": _culture(
        "Althea Angelica Mary_Grace Jasmine Princess Rose_Ann Bea Krisha Ma._Teresa",
        "John_Paul Joshua Rafael Nathaniel Mark_Anthony Jericho Gian Renz",
        "Santos Reyes Cruz Bautista Dela_Cruz Ocampo Villanueva Mercado Dimaculangan",
        middle=0.5,
    ),
}
