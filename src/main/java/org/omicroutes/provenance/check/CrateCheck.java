package org.omicroutes.provenance.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.omicroutes.provenance.Crate;
import org.omicroutes.provenance.CrateEntity;
import org.omicroutes.provenance.check.Finding.Severity;

/**
 * Judges an RO-Crate of any maker: the document's form, the graph by the rules of the profiles that
 * it claims (RO-Crate 1.1 and 1.2, Workflow RO-Crate 1.0, Process, Workflow and Provenance Run
 * Crate 0.5), and the files against the disk.
 */
public final class CrateCheck {
  private CrateCheck() {}

  /**
   * What came of it.
   *
   * @param file the metadata file
   * @param profiles what it was judged as, with the versions that it claims
   * @param entities how many it has
   * @param files how many files and folders were looked at
   * @param findings what must be mended first
   */
  public record Verdict(
      Path file, List<String> profiles, int entities, int files, List<Finding> findings) {

    /** Whether nothing has to be mended. */
    public boolean conforms() {
      return count(Severity.MUST) == 0;
    }

    public long count(Severity severity) {
      return findings.stream().filter(finding -> finding.severity() == severity).count();
    }
  }

  /**
   * Judges a crate.
   *
   * @param place its folder, or its metadata file
   * @throws org.omicroutes.cohort.DataException where it cannot be read as a crate at all
   */
  public static Verdict of(Path place) throws IOException {
    Crate crate = Crate.read(place);
    Findings findings = new Findings(Crate.FILE);
    DocumentCheck document = new DocumentCheck(crate, findings);
    document.run();
    Set<Profile> judged = EnumSet.of(Profile.RO_CRATE);
    List<String> links = new ArrayList<>();
    FilesCheck files = new FilesCheck(crate, findings);
    if (document.hasRoot()) {
      CrateEntity root = crate.rootEntity().orElseThrow();
      links.addAll(crate.descriptor().orElseThrow().links("conformsTo"));
      links.addAll(root.links("conformsTo"));
      Set<Profile> claimed = Profile.claimedBy(root);
      judged = Profile.judged(claimed);
      claims(crate, root, claimed, findings);
      judge().judge(crate, judged, findings);
      files.run();
    }
    return new Verdict(
        crate.file(),
        judged.stream().map(profile -> profile.titleIn(links)).toList(),
        crate.entities().size(),
        files.checked(),
        findings.sorted());
  }

  private static GraphJudge judge() {
    return ServiceLoader.load(GraphJudge.class, CrateCheck.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "this build has no judge of graphs; use one that runs on Java"));
  }

  /** What is claimed must be described, and what is there should be claimed. */
  private static void claims(
      Crate crate, CrateEntity root, Set<Profile> claimed, Findings findings) {
    for (String link : root.links("conformsTo")) {
      Profile profile = Profile.of(link).orElse(null);
      if (profile != null
          && profile.ordinal() >= Profile.PROCESS.ordinal()
          && crate.find(link).filter(entity -> entity.is("CreativeWork")).isEmpty()) {
        findings.must(
            profile.title(), root.id(), "conformsTo", link, "a CreativeWork of that id, described");
      }
    }
    for (Profile special : claimed) {
      for (Profile general : special.builtOn()) {
        if (general != Profile.RO_CRATE && !claimed.contains(general)) {
          findings.should(
              special.title(),
              root.id(),
              "conformsTo",
              special.title() + " without what it is built on",
              "also " + general.iri() + "VERSION");
        }
      }
    }
    boolean hasRun = crate.entities().stream().anyMatch(entity -> entity.is("CreateAction"));
    boolean hasSteps = crate.entities().stream().anyMatch(entity -> entity.is("ControlAction"));
    if (hasSteps && !claimed.contains(Profile.PROVENANCE)) {
      unclaimed(root, "executions of steps", Profile.PROVENANCE, findings);
    } else if (hasRun
        && crate.run().isPresent()
        && !Profile.judged(claimed).contains(Profile.WORKFLOW)) {
      unclaimed(root, "a run of the main workflow", Profile.WORKFLOW, findings);
    } else if (hasRun && !Profile.judged(claimed).contains(Profile.PROCESS)) {
      unclaimed(root, "executions of tools", Profile.PROCESS, findings);
    }
  }

  private static void unclaimed(CrateEntity root, String what, Profile profile, Findings findings) {
    findings.should(
        profile.title(),
        root.id(),
        "conformsTo",
        what + ", and no claim to " + profile.title(),
        profile.iri() + "VERSION");
  }
}
