//! The function words of each language.

/// Languages in Latin and Cyrillic letters and their function words, in lower case.
pub(super) const LANGUAGES: &[(&str, &str)] = &[
    ("af", "die van en in het is nie n te wat sy vir met op dat ek hy was om aan as ook deur word sal hulle"),
    ("az", "və bir bu da də üçün ilə olan daha çox ki o sonra kimi görə deyil edib olub onun isə"),
    ("be", "і ў на не з у што да за гэта як па для яго ад бы быў але пра каб яны са мы я"),
    (
        "bg",
        "на и в да за се от е са с ще по не че това който която които към като след при през беше няма има само още каза до а но или със във защо кога",
    ),
    (
        "ca",
        "de la el i que a en es per els del un una amb les al no ha són com més però aquest ser s l d va aquesta també",
    ),
    (
        "cs",
        "a v se na je že s z do o to i ve k pro za by ale jako po který která jeho od není podle být jsou také už řekl u",
    ),
    ("cy", "y yn i a o ar yr ei mae wedi am bod gan eu oedd ond hefyd bydd ac mewn"),
    (
        "da",
        "og i at det er en på af for med den til ikke har de et om han var fra men som så vi kan sig også efter der blev ved skal være",
    ),
    (
        "de",
        "der die und den das von zu mit im für ist sich auf ein eine dem des nicht auch als an es er werden aus bei nach wird sind hat dass wie um einer noch war über zum zur so in einem einen",
    ),
    (
        "en",
        "the of and to in a is that for it on was with as be at by he has from have but are an will not which been this his had said they their were who would after its i s",
    ),
    ("eo", "la de kaj en estas al ne por ke kun sur li ĝi kiu sed ankaŭ pli oni estis el"),
    (
        "es",
        "el la los las de del y en que se con por un una su para es no al lo como más pero sus le ha fue este entre desde a tras",
    ),
    ("et", "ja on ei et see oli ka kui aga ning oma mis ta kes mida või seda selle pole nii siis veel eest"),
    ("eu", "eta da du ez ere izan bat dute zuen baina dira den dela egin ditu zen hau edo baino"),
    (
        "fi",
        "ja on ei että se hän oli ovat mutta myös kun kuin tai niin joka mukaan jo sen hänen ole vain voi olla sitä jos nyt",
    ),
    (
        "fr",
        "le la les de du et en un une est que pour qui dans au par sur il des a plus pas ce se son avec ne aux sont cette ont été d l à s",
    ),
    ("ga", "an na agus ar i is le go a do sé bhí ag atá leis tá ach faoi sin siad ó"),
    ("gl", "de a o e que en do da os as un unha para por non con no na se como máis ao é dos das pola polo"),
    (
        "ha",
        "da a na ya ta ne ke yi kuma ce kan daga ba mai suka cewa aka wa bayan cikin su za wannan ga wani shi sun wanda wata domin",
    ),
    (
        "hr",
        "u je i da se na su za koji od nakon s što iz će o a zbog kao bi više rekao koja koje nije do ali prema prije tijekom ne to li",
    ),
    ("hu", "a az és hogy nem is egy volt meg de ez csak már még mint el van ki azt vagy lesz szerint után között ezt"),
    (
        "id",
        "yang di dan untuk dengan dari dalam pada ini itu tidak akan telah juga oleh ke adalah saat bisa karena kata ada sebagai tersebut",
    ),
    ("ig", "na n bụ ndị a ya nke ọ ihe ha ka onye dị ahụ o dịka otu maka ga ma mere mmadụ kwuru aka ji ebe e si mana"),
    (
        "is",
        "á að í og sem til er um fyrir en við af með hefur var því hafa frá eftir ekki verið það þar hann vegna eru sagði segir þegar",
    ),
    (
        "it",
        "il la di e che in un una per del della con non i le si è da al dei nel alla sono ha più anche come gli lo ma delle dopo",
    ),
    ("lg", "mu ku nga n nti era e ne w wa kya y abantu ng bw ya bino lw ba eno by bano z eri ky lwa bwe"),
    (
        "ln",
        "ya na mpe mpo ba ete yango ye moko elobi ezali te mboka nsima baye bato bango kati oyo eye mokolo mibale kasi mwa le lya o mingi bazali kolanda azali kala bwa bayi mikolo lokola mya kosala esika azalaki kopesa misato moto bana maye bazalaki wapi ezalaki",
    ),
    ("lt", "ir kad iš į yra su tai buvo bet po apie už ne ar kaip savo nuo jis dėl pat dar tik"),
    ("lv", "un ir ka no ar par uz tas bet kas pēc tika arī līdz vai nav gan jau viņš bija kā"),
    ("mk", "на и во да се за од не со е што ќе го ја ги тоа кои која по како но само при има"),
    (
        "ms",
        "yang di dan untuk dengan dari dalam pada ini itu tidak akan telah juga oleh ke adalah beliau kerana berkata ialah boleh",
    ),
    (
        "nl",
        "de het een van en in is dat op te voor zijn met niet aan er die om hij ook door maar naar bij uit werd wordt nog heeft als na",
    ),
    (
        "no",
        "og i at det er en på av for med den til ikke har de et om han var fra men som så vi kan seg også etter ble ved skal være å mot sier",
    ),
    (
        "om",
        "kan akka ta hin fi irratti keessatti kun yeroo ture kana jiru keessa u yoo isaa erga keessaa waliin itti bara booda isaanii gara tokko ammoo garuu jechuun irraa namoota dura ee an jedhan jira aa waan waggaa bu irra biyya qabu jedhu danda darbe kanaan osoo wal turan uu isa bakka jiran amma nama hanga",
    ),
    (
        "pcm",
        "for of di to and wey dey don say on dem na go as im dis be e one from dia no bin afta make but am wit get tok pipo wetin sabi comot",
    ),
    ("pl", "i w na z się nie do że jest to o od po jak za przez ale dla są oraz który już tylko może jego było która"),
    (
        "pt",
        "o a os as de do da dos das em que e para com um uma no na não por se mais ao foi como pelo pela são à é ser seu sua ou após",
    ),
    (
        "rn",
        "mu n ku ko y muri wa w na ya ari aho yo c ca mbere inyuma z uko kuri ariko gihe kw abantu uyu avuga ico mw nk ry kandi",
    ),
    (
        "ro",
        "de și în a la cu pe nu că este o din pentru un să care mai sunt fi ce dar au al după fost prin acest si in",
    ),
    (
        "ru",
        "в на и не что с по из за о от для это как его был к у после до но во со при же а то она они мы я он она бы уже или если мне меня нет так только из-за о",
    ),
    ("sk", "a v sa na je že s z do o to aj vo k pre za by ale ako po ktorý jeho od nie podľa byť sú tiež už povedal"),
    ("sl", "in je v na se da za ki so z pa ne bi tudi kot po s pri od sta bo ali še ni ga kako"),
    (
        "sn",
        "kuti vari vanoti iri uye kana vanhu asi munyika kubva izvi uyu ichi iyi sezvo pamwe mari vamwe ari nemusi avo vati nyika apo zviri mukuru anoti kuita mumwe rinoti mushure makumi pasi ava maviri ravo chete zvinhu zvikuru rino aya iyo gore inoti vakawanda uyo kusvika yavo izvo riri dziri vave",
    ),
    (
        "so",
        "oo ka ku ah ee ayaa ay u in la uu soo iyo lagu ugu waxaa waxay laga badan si sheegay loo mid markii sida kale aan",
    ),
    ("sq", "të e në dhe një për me që së nga është i si më nuk ka do por ai kjo janë"),
    (
        "sr",
        "je i u da se na su za koji od što iz će o a kao bi posle pre nije ali rekao koja protiv tokom gde је и у да се на су за од што из ће о као би не али после пре који која то са",
    ),
    ("st", "le ho ka ya e ba ha o hore tsa la wa mo ke ea bo di tse ne sa"),
    (
        "sv",
        "och i att det som en på är av för med den till inte har de ett om han var från men så vi kan hade sig eller också när efter",
    ),
    (
        "sw",
        "ya na wa kwa katika za la ni kuwa cha nchini miaka baada hiyo vya zaidi wake yake kama lakini kwamba watu kutoka wakati hii ambaye kwanza siku huku huo sasa hilo mwa mara huyo mkuu kati moja mmoja pia dhidi hivyo muda ambayo hata hali ambao huu wao juu kufanya hadi wengi mwenye yao kila alikuwa sana bado nyingi",
    ),
    ("tl", "ang ng sa na at mga ay si ni para ito hindi kay nang may isang niya"),
    ("tr", "ve bir bu da de için ile olarak olan daha çok gibi en sonra ne ama her o kadar değil var ise dedi göre"),
    (
        "uk",
        "в на і та що не з за до від у про як це його для але й є був чи вже по при ще бо які який після я ви ми він не було якщо мені так або щоб де",
    ),
    ("vi", "và của là có trong cho được các một những với không người này đã để khi năm trên về sau"),
    (
        "xh",
        "ukuba emva le lo kodwa uthi i kule kwaye oku xa eli kokuba ngo ngethuba kakhulu ngenxa kulo lakhe apho kuba ngoku abantu nje ka kweli yakhe namhlanje we phambi sele uthe phantsi into ukuze nangona indawo kunye kakuhle kwi ngayo wakhe phakathi bakhe ukuya izinto kwakhe u kuphela esi kukho okanye kwakhona iminyaka",
    ),
    ("yo", "ti ni to n si awọn pe naa wọn ṣe fi o fun kan rẹ ko lo lati ati jẹ sọ wa ninu bi mọ lọ ba ki ní yii lori"),
    (
        "zu",
        "ukuthi le kanye uma lapho futhi kodwa noma ngoba khona yena lokhu abantu ngesikhathi lo ku uthe kusho u i nje kakhulu emva phambi phakathi into indawo izinto kwakhe wakhe yakhe bakhe ukuze kuphela iminyaka namuhla kanti bonke wonke ngaphandle kuze sengathi",
    ),
];
