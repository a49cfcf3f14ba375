package org.omicroutes.provenance.check;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.omicroutes.provenance.CrateEntity;

/** What a crate can claim to conform to, from the general to the special. */
enum Profile {
  RO_CRATE("RO-Crate", "ro-crate", "https://w3id.org/ro/crate/"),
  WORKFLOW_RO_CRATE(
      "Workflow RO-Crate", "workflow-ro-crate", "https://w3id.org/workflowhub/workflow-ro-crate/"),
  PROCESS("Process Run Crate", "process-run", "https://w3id.org/ro/wfrun/process/"),
  WORKFLOW("Workflow Run Crate", "workflow-run", "https://w3id.org/ro/wfrun/workflow/"),
  PROVENANCE("Provenance Run Crate", "provenance-run", "https://w3id.org/ro/wfrun/provenance/");

  private final String title;
  private final String rules;
  private final String iri;

  Profile(String title, String rules, String iri) {
    this.title = title;
    this.rules = rules;
    this.iri = iri;
  }

  /** As people call it. */
  String title() {
    return title;
  }

  /** The name of its rules among the resources. */
  String rules() {
    return rules;
  }

  /** The beginning of its versioned permalinks. */
  String iri() {
    return iri;
  }

  /** The profiles that it is built on; they are judged along with it. */
  List<Profile> builtOn() {
    return switch (this) {
      case RO_CRATE -> List.of();
      case WORKFLOW_RO_CRATE, PROCESS -> List.of(RO_CRATE);
      case WORKFLOW -> List.of(RO_CRATE, WORKFLOW_RO_CRATE, PROCESS);
      case PROVENANCE -> List.of(RO_CRATE, WORKFLOW_RO_CRATE, PROCESS, WORKFLOW);
    };
  }

  /** What an entity claims to conform to. */
  static Set<Profile> claimedBy(CrateEntity entity) {
    Set<Profile> claimed = EnumSet.noneOf(Profile.class);
    for (String link : entity.links("conformsTo")) {
      of(link).ifPresent(claimed::add);
    }
    return claimed;
  }

  /** All that is to be judged where these are claimed. */
  static Set<Profile> judged(Set<Profile> claimed) {
    Set<Profile> judged = EnumSet.of(RO_CRATE);
    for (Profile profile : claimed) {
      judged.add(profile);
      judged.addAll(profile.builtOn());
    }
    return judged;
  }

  /** The profile of a permalink. */
  static Optional<Profile> of(String link) {
    for (Profile profile : values()) {
      if (link.startsWith(profile.iri)
          || link.equals(profile.iri.substring(0, profile.iri.length() - 1))) {
        return Optional.of(profile);
      }
    }
    return Optional.empty();
  }

  /** The profile with the version that the entity claims: {@code RO-Crate 1.1}. */
  String titleIn(List<String> links) {
    Pattern version = Pattern.compile(Pattern.quote(iri) + "([0-9][^/#]*)");
    List<String> versions = new ArrayList<>();
    for (String link : links) {
      Matcher matcher = version.matcher(link);
      if (matcher.find() && !versions.contains(matcher.group(1))) {
        versions.add(matcher.group(1));
      }
    }
    return versions.isEmpty() ? title : title + " " + String.join(", ", versions);
  }
}
