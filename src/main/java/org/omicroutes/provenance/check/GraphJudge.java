package org.omicroutes.provenance.check;

import java.util.Set;
import org.omicroutes.provenance.Crate;

/**
 * Judges a crate's graph by the rules of profiles. Found with {@link java.util.ServiceLoader}, so
 * that a program built without a library for graphs still has everything else.
 */
interface GraphJudge {

  /**
   * @param judged the profiles whose rules apply
   * @param findings takes what is wrong
   */
  void judge(Crate crate, Set<Profile> judged, Findings findings);
}
