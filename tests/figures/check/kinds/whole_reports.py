"""Reports written for the purpose: three as partnerships write them, one with much amiss."""

FIRST = """
# Thornbury Vale Safeguarding Children Partnership (TVSCP) Annual Report 2024-25

## Foreword

It has been our privilege to lead the TVSCP through its third year. We met four times as an
executive, twice with young people, and once with all headteachers. Two of the three partners
changed their lead this year.

This report covers April 2024 to March 2025. In line with Working Together 2023, we set out what
we did and what difference it made. The partnership's three priorities remained neglect,
exploitation and mental health.

## Our area

Thornbury Vale is home to 61,200 children. It has the third highest rate of children in need per
10,000 in the region (412, against 343). About one in five children grow up in a low-income
household. 38% of pupils speak a language other than English at home.

| Ethnicity of pupils | Pupils | % |
|---|---|---|
| White British | 20,412 | 51 |
| Asian British | 9,870 | 25 |
| Black British | 5,011 | 13 |
| Mixed | 4,400 | 11 |

## Neglect

There were 669 children referred, 117 twice and 14 three times. Child protection plans for neglect
fell from 212 to 187. The neglect toolkit was used in 64 of 98 audited cases (65%). Fewer than six
children were on a plan for a second time.

Families told us that they want one worker. One mother said: “She listened to [name] and me.” A
father told us he felt less alone. What would you change, we asked?

The Neglect Strategy 2022-25 was published in May 2022. A new Neglect Strategy will be published
in May 2027.

## Exploitation

Of 130 young people known to the panel, 62 were girls and 68 were boys. The panel met 12 times.
Three schools, two colleges and one pupil referral unit sit on it. Police made 14 arrests and 5
men were charged.

A 15-year-old is not always seen as a child. Practitioners should ask: what is life like for this
child today? Every child who goes missing is offered an interview within 72 hours; 81% were held
in time (n = 402).

The Missing and Exploitation Panel reports to the Exploitation Subgroup. The Exploitation Strategy
is reviewed every year.

## Learning from reviews

We began two Rapid Reviews and completed both within 15 working days. The panel agreed with our
decisions. Learning from Child J and Child K, published in 2021, was repeated with 212
practitioners. One Local Child Safeguarding Practice Review (LCSPR) is under way and will be
published when court proceedings end. An earlier LCSPR was closed.

The National Panel wrote about three children who died in other areas. Suicide prevention training
reached 410 staff. Four lessons stand out: professional curiosity, information sharing, fathers,
and the child's voice.

## Training

We ran 42 courses for 1,204 people. Three courses were cancelled. 96% rated them good or
excellent. Two young people co-delivered the session on bullying. Five care leavers sat on
interview panels. Four young people from our Youth Forum spoke at the conference about Black
history.

Bookings increased by 12%, from 1,075. There was a significant increase in confidence. Attendance
by health staff has increased to 31% (24% the year before).

## Audits

In June 2024 we audited 30 referrals. Auditors agreed with 27 (90%). We will repeat the audit in
June 2027. The audit of strategy discussions, planned for December 2024, was held in January 2025
and is reported on page 9 of the Quality Assurance Report.

Our Lady's School and St Mark's School took part in the pilot. Elm Ward and Oak Ward have a named
nurse each. One ward has three health visitors.

## Money

| Partner | £ |
|---|---|
| Council | 120,000 |
| Police | 5,000 |
| Health | 3 |

Two posts were vacant. The budget increased in line with pay.

## What next

By March 2027 we will have one front door. In the next 12 months we will test it. The executive
will review progress annually. Girls aged 11 to 15 and boys aged 16 and 17 will be consulted on
what safe means to them.

The three partners will jointly fund two analysts. One of our biggest challenges is recruitment.
Thornbury Vale is proud to be one of the first areas in the country to test the new model. It is
among the most exciting places to work in England.

| Group | Chair | Meetings | Seats |
|---|---|---|---|
| Executive | Chief Constable | 4 | 3 |
| Education | Headteacher | 3 | 12 |
| Health | Designated Nurse | 5 | 2 |

| Age of child | Contacts | Referrals |
|---|---|---|
| 0-4 | 310 | 84 |
| 5-10 | 410 | 120 |

| Stage | Days | Cases |
|---|---|---|
| 1 | 3 | 40 |
| 2 | 5 | 22 |
"""

SECOND = """
# Westmere Safeguarding Children Partnership

## Yearly account 2025

### Contents

Our priorities (page 2)

What children said (page 3)

### Scrutineer's view

I have been the Independent Scrutineer since April 2023. Over the last twelve months I observed
six meetings. I was struck by the candour of leaders. I will report again in March 2027.

Partners should:

- agree a data set by September 2026;
- hold a joint audit each year;
- say plainly what has not worked.

The number of children on plans rose from 240 to 262, a rise of 9%. There was a reduction in
repeat referrals (22% to 19%). Numbers fell during the summer, as every year. Demand for early
help has grown: 1,904 families were supported, up from 1,610.

The increase in self-harm presentations is concerning; A&E saw 212 children. Reduction in Parental
Conflict is a national programme. A fall in the family home is the most common cause of injury in
toddlers.

Most of the children (72%) were white. A minority were Asian or Black. Of those excluded, boys
were over-represented.

### Children's voices

Young people from the Youth Parliament chose three themes. Eight children under 11 drew pictures
for the cover. “When I was 14 I went to live with my nan,” one care leaver told us. A girl of 12
wrote a poem. One boy said that teachers should learn British Sign Language.

The Children in Care Council (CICC) meets monthly; the CICC has 14 members. Three members are
disabled and advise on access.

### Case study: early help

A family came to the hub after a health visitor's visit. Their worker helped with rent and school
uniform. The mother said things felt calmer.

### Domestic abuse

Operation Encompass reached 64 schools. Two domestic homicide reviews were started. One was
published in May 2025. There were 4 rapid reviews; one led to a local review.

Police recorded 1,204 incidents where children were present. Officers made 5 arrests on suspicion
of child cruelty.

Two Gypsy and Traveller sites were visited. The Somali Parents' Forum met three times. Ten Somali
mothers trained as champions. Black History Month was marked in five schools.

### Serious incidents

Three serious incident notifications were made. Working Together 2023 asks for a rapid review
within 15 working days.

### Governance

The Executive Group is chaired by each partner in turn. The Quality and Assurance Group (QAG) and
the Learning Group report to it. QAG met four times. The Child Death Overview Panel (CDOP) is
shared with Northmere. CDOP reviewed 23 deaths, of which fewer than six had modifiable factors.

The Business Manager, Sarah Whitcombe, left in May; Sara Lindqvist joined in June. Councillor Tom
Reed chairs the Scrutiny Committee. Dr Anita Rao is Designated Doctor.

| Action | Owner | By when | Status |
|---|---|---|---|
| Publish neglect strategy | Council | March 2026 | Complete |
| Train 200 staff | Police | December 2026 | On track |
| Review thresholds | Health | June 2025 | Complete |

| Need | Children in special schools | Boys | Girls | Total |
|---|---|---|---|---|
| Autism | 210 | 160 | 50 | 210 |
| Hearing impairment | 12 | * | * | 12 |

| Quarter | Contacts | Strategy discussions | Designated officer referrals |
|---|---|---|---|
| Q1 | 1,201 | 84 | 12 |
| Q2 | 1,198 | 91 | 4 |
"""

THIRD = """
# Hallam Vale Annual Report

## Introduction

During 2024/25 we continued to work to our five priorities. Our Business Unit supports the work of
four subgroups. The Chair of the Quality Assurance and Performance Subgroup, Detective Inspector
Paul Marsh, presented to the Board in May 2025.

We are an inner-city area with a young population. Over half of our children (54%) are from the
global majority, compared with 27% nationally. The latest Index of Multiple Deprivation (2019)
ranks us 22nd of 151 areas by average score.

One in four families rents privately. 1 in 5 children has a mental health need. About a third of
young carers are girls.

In October, Year 6 pupils from nine schools took part in a Black History Month project with 3
artists. Two secondary schools won awards. Four special schools asked for help. The two academies
joined in September 2024. Three children's homes opened, each registered for two children. Five
foster families were approved. One family support worker left.

## Serious Youth Violence

The police recorded 312 knife offences, 41 fewer than in 2023/24. Violence with injury rose by 4%.
Overall, there was a decrease in robbery (212 to 180). There was an increase in stop and search;
1,004 searches of children were recorded compared to 870. The reduction of violence is everyone's
business. A reduction in funding of £40,000 was absorbed.

First-time entrants have reduced from 61 to 52. Demand has increased. There has been an increase
in the complexity of need. Practitioners report an increase in their confidence.

Detached youth workers were in touch with 1,300 young people, of whom 220 were aged 10 to 12.

## Health

The named GP delivered 3 sessions. Six-week reviews were on time for 91% of babies. The 0-19
service saw 4,012 children aged under 5. Tier 4 beds remain scarce nationally. Two nurses joined
the hub. Five-year-olds were measured in school. Children under two were visited.

A stillbirth is not counted. The Child Death Overview Panel (CDOP) reviewed 19 deaths; the CDOP
found modifiable factors in seven.

## Practice reviews

Following the death of Child M in 2019 a review was published. All actions were completed in 2022.
The learning has been embedded. We commissioned one new review this year and it will be published
once criminal proceedings end. Two rapid reviews were undertaken; neither led to a review.

The Joint Targeted Area Inspection (JTAI) took place in November 2024. The JTAI found that leaders
know their area well. An improvement plan was published in March 2025 and will be monitored by the
executive. The plan will be refreshed annually.

## Priorities for next year

Our Neglect Strategy 2025-28 will be launched in October 2026. By April 2027 all schools will have
a trained lead. In September 2026 the new threshold document goes live.

We asked 40 parents. 31 said yes, 4 said no and 5 did not know. Three parents of disabled children
joined the reference group.

Contact: partnership@example.org

Signed:

Chair of the Hallam Vale Safeguarding Children Partnership
"""

AMISS = """
# Northmere annual report 2023-24

Foreword to come.

This report covers April 2023 to March 2024. Chair: TBA. The budget was £XX.

## Missing

Episodes went down significantly. There has been a marked fall in repeat episodes. We saw fewer
children going missing this year. Referrals have more than doubled. There was an upward trend in
absences.

## Deaths

Two children died by suicide in Oakfield ward. A 13 year old boy of Turkish heritage was fatally
stabbed outside Brook House School in June 2023.

One of the pupils, a Kurdish girl in Year 9 at Hillside Academy, became pregnant.

Child T (aged 7) lived with his grandmother in Elm Street and suffered burns in March 2023.

Four of the girls were Romanian. Among them were 2 Vietnamese boys who had been trafficked. Three
of the children on plans had a disability. Gender: female 41, male 38, non-binary 2.

| Ethnic group | Children in care |
| --- | --- |
| White British | 88 |
| Roma | 3 |
| Arab | 1 |

| Sex | Known | Unknown | Total |
| --- | --- | --- | --- |
| Girls | 40 | <6 | 44 |
| Boys | 30 | 7 | 37 |

## Plans

We plan to launch a toolkit by September 2023. The audit will be rerun within six months. It was
first held in April 2023. A survey should take place in spring 2024. The protocol is due to be
signed off in January 2024.

## Work

The Domestic Abuse Strategy was launched in June 2023. The Domestic Abuse Strategy is awaiting
sign-off and has not yet been launched.

The Child Sexual Abuse Audit was cancelled. Findings of the Child Sexual Abuse Audit, which was
completed in May, are on our site.

## Place

Northmere is the fifth most deprived borough nationally. We have some of the highest levels of
need in England. Our schools are among the top performing in London. It has one of the worst rates
of decay.

## People

Thanks to Catherine Oduya and Cathrine Oduya. The Family Wellbeing Service and the Family
Well-being Service. The Multi Agency Safeguarding Hub (MASH) works well; the MAHS is new. The
Northmere Safeguarding Childrens Partnership and the Northmere Safeguarding Children Partnership.

Just three families refused; multiplied across the borough this may amount to over 400 families a
year. If 2 of 40 pupils vape, this equates to 600 pupils across all schools.

[insert photo] [Name to be supplied] ???

See page 412.

### Next steps

### Thanks

Partners have agreed that they will work together on the following areas:
"""
