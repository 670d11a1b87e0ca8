//! The codes of ISO 639 beyond the languages that Dateline knows by name.

/// Languages with a code of two letters, each with its code of three letters.
///
/// `kr` is left out: as a declared language it nearly always stands for Korea, hardly ever for Kanuri.
const TWO_LETTERS: &str = "aa aar ab abk ae ave ak aka an arg as asm av ava ay aym ba bak bh bih bi bis bm bam bo bod br bre ce che ch cha \
    co cos cr cre cu chu cv chv dv div dz dzo ee ewe ff ful fj fij fo fao fy fry gd gla gn grn gv glv ho hmo ht hat hz her ia ina ie ile \
    ii iii ik ipk io ido iu iku jv jav kg kon ki kik kj kua kl kal kn kan ks kas kv kom kw cor ky kir la lat lb ltz li lim lu lub mg mlg \
    mh mah mi mri ml mal mr mar mt mlt na nau nd nde ng ndo nr nbl nv nav ny nya oc oci oj oji or ori os oss pa pan pi pli qu que rm roh \
    rw kin sa san sc srd sd snd se sme sg sag si sin sm smo ss ssw st sot su sun tg tgk tk tuk tn tsn to ton ts tso tt tat tw twi ty tah \
    ug uig ve ven vo vol wa wln wo wol za zha";

/// Languages with only a code of three letters, of ISO 639-2 and the larger ones of ISO 639-3.
const THREE_LETTERS: &str = "abq ace ach ada ady afb ain akk ale als alt ang anp apc arc arn arp arq ars ary arz asa ast atj awa bal ban bar \
    bas bcl bej bem bez bgp bhb bho bik bin bjn bla bpy bqi brx bua bug bum byn cad car cay cbk cdo ceb cgg chk chm chn cho chp chr chy \
    ckb cop cpx crh crs csb dag dak dar dav del den dga dgr din diq dje doi dsb dua dum dyo dyu ebu efi egl egy eka enm ewo ext fan fat \
    fon fro frp frr fur gaa gag gan gay gba gez gil glk gmh goh gom gon gor got grb grc gsw guz gwi hai hak haw hif hil hit hmn hne hno \
    hsb hup hyw iba ibb ilo inh jam jbo jmc jpr jrb kaa kab kac kaj kam kaw kbd kbp kcg kde kea kfo kgp kha kho khq kln kmb kmr knn koi \
    kok kos kpe krc krl kri kru ksb ksf ksh kum kut lad lag lah lam lez lfn lij lkt lld lmo lol loz lrc ltg lua lui lun luo lus luy lzh \
    mad mag mai mak man mas mdf mdr men mer mfe mga mgh mgo mic min mnc mni moh mos mua mus mvy mwl mwr mwv mye myv mzn nan nap naq nds \
    new nia niu nmg nnh nog non npi nqo nso nus nwc nya nym nyn nyo nzi ory osa ota pag pal pam pap pau pbt pcd pcm pdc peo pfl phn plt \
    pms pnb pnt pon prg prs pro quc raj rap rar rgn rmy rof rom rue rup rwk sad sah sam saq sas sat scn sco sdh sei seh sel ses sga sgs \
    shi shn shu sid sjt skr sli sma smj smn sms snk sog srn srr ssy stq suk sus sux swb syc syr szl tcy tem teo ter tet tig tiv tkl tkr \
    tlh tli tly tmh tog tpi tru trv tsi tum tvl twq tyv tzm udm uga umb vai vec vep vmf vot vro vun wae wal war was wbp wuu xal xmf xog \
    yao yap yav ybb yrl zap zbl zea zen zgh zun zza";

/// Returns the shortest code of a language of ISO 639; `None` if there is no such code.
pub(super) fn iso_code(tag: &str) -> Option<&'static str> {
    let mut pairs = TWO_LETTERS.split_ascii_whitespace();
    while let (Some(two), Some(three)) = (pairs.next(), pairs.next()) {
        if tag == two || tag == three {
            return Some(two);
        }
    }
    THREE_LETTERS.split_ascii_whitespace().find(|code| *code == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_pairs_of_two_and_three_letters() {
        let pairs: Vec<&str> = TWO_LETTERS.split_ascii_whitespace().collect();
        for pair in pairs.chunks(2) {
            assert!(matches!(pair, [two, three] if two.len() == 2 && three.len() == 3), "{pair:?}");
        }
        assert!(THREE_LETTERS.split_ascii_whitespace().all(|code| code.len() == 3));
        for (tag, code) in
            [("fo", Some("fo")), ("fao", Some("fo")), ("sah", Some("sah")), ("utf", None), ("kr", None), ("xx", None)]
        {
            assert_eq!(iso_code(tag), code, "{tag}");
        }
    }
}
