package org.omicroutes.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which drops go together, and which of them may run. Drops that have a patient in common, over
 * others or directly, go together. They run when each of their patients has all layers of the rule,
 * or when the waiting time of one of them is over. Drops that were done before are taken along
 * where they have a layer that a patient lacks.
 */
final class JoinPlan {
  private static final int MOST_NAMES = 5;

  private JoinPlan() {}

  /**
   * A drop and what it has.
   *
   * @param layers layer to patients
   */
  record Member(Drop drop, Map<String, Set<String>> layers) {
    Set<String> patients() {
      return layers.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }
  }

  /**
   * Drops that go together.
   *
   * @param leader one of the drops, by whose id they are known; while it stays, it stays the leader
   * @param earlier those done before that are taken along
   * @param ready whether they may run
   * @param lacking what is lacking, in words; empty for nothing
   * @param until when they run at the latest
   */
  record Group(
      Drop leader,
      List<Drop> drops,
      List<Drop> earlier,
      boolean ready,
      String lacking,
      Instant until) {

    /** The id that the drops have in common; null for one that is alone. */
    String id() {
      boolean alone = drops.size() == 1 && (earlier.isEmpty() || !ready);
      return alone ? null : leader.id();
    }

    /** Why a drop of the group is in its state. */
    String reason(Drop drop, JoinRule rule) {
      List<String> others =
          drops.stream().filter(d -> !d.id().equals(drop.id())).map(Drop::path).toList();
      String text;
      if (!ready) {
        text = lacking + "; runs at " + until + " at the latest";
      } else if (lacking.isEmpty()) {
        text = "each patient has " + String.join(", ", rule.layers());
      } else {
        text = "not waited for any longer: " + lacking;
      }
      if (!others.isEmpty()) {
        text += (ready ? "; joined with " : "; to be joined with ") + some(others);
      }
      if (ready && !earlier.isEmpty()) {
        text += "; with the layers of " + some(earlier.stream().map(Drop::path).toList());
        text += earlier.size() == 1 ? ", which was done before" : ", which were done before";
      }
      return text;
    }

    private static String some(List<String> names) {
      String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
      return names.size() <= MOST_NAMES
          ? first
          : first + " and " + (names.size() - MOST_NAMES) + " more";
    }
  }

  /**
   * @param live complete, and not worked on
   * @param doneBefore those that were done before and may have layers of some drops' patients, with
   *     those that ran together with them
   */
  static List<Group> of(
      List<Member> live,
      JoinRule rule,
      Instant now,
      Function<List<Member>, List<List<Member>>> doneBefore) {
    List<Group> groups = new ArrayList<>();
    for (List<Member> members : components(live)) {
      groups.add(group(members, rule, now, doneBefore));
    }
    return groups;
  }

  private static List<List<Member>> components(List<Member> live) {
    Map<String, List<Member>> byPatient = new HashMap<>();
    for (Member member : live) {
      member
          .patients()
          .forEach(p -> byPatient.computeIfAbsent(p, key -> new ArrayList<>()).add(member));
    }
    List<List<Member>> components = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Member first : live) {
      if (seen.add(first.drop.id())) {
        List<Member> component = new ArrayList<>(List.of(first));
        for (int i = 0; i < component.size(); i++) {
          for (String patient : component.get(i).patients()) {
            // A patient whose drops are known need not be gone through again.
            List<Member> others = byPatient.remove(patient);
            if (others != null) {
              others.stream().filter(o -> seen.add(o.drop.id())).forEach(component::add);
            }
          }
        }
        components.add(component);
      }
    }
    return components;
  }

  private static Group group(
      List<Member> members,
      JoinRule rule,
      Instant now,
      Function<List<Member>, List<List<Member>>> doneBefore) {
    Map<String, Set<String>> lacking = lacking(members, List.of(), rule);
    List<Member> earlier = new ArrayList<>();
    if (!lacking.isEmpty()) {
      for (List<Member> together : doneBefore.apply(members)) {
        if (together.stream().anyMatch(done -> hasOneOf(done, lacking))) {
          together.stream().filter(done -> !earlier.contains(done)).forEach(earlier::add);
        }
      }
    }
    Map<String, Set<String>> still = lacking(members, earlier, rule);
    Instant until =
        members.stream()
            .map(member -> member.drop.waitUntil())
            .filter(time -> time != null)
            .min(Comparator.naturalOrder())
            .orElse(now);
    int patients = patients(members).size();
    return new Group(
        leader(members),
        members.stream().map(Member::drop).toList(),
        earlier.stream().map(Member::drop).toList(),
        still.isEmpty() || !until.isAfter(now),
        words(still, patients),
        until);
  }

  private static Set<String> patients(List<Member> members) {
    Set<String> patients = new HashSet<>();
    members.forEach(member -> patients.addAll(member.patients()));
    return patients;
  }

  private static boolean hasOneOf(Member done, Map<String, Set<String>> lacking) {
    return lacking.entrySet().stream()
        .anyMatch(
            entry ->
                done.layers.getOrDefault(entry.getKey(), Set.of()).stream()
                    .anyMatch(entry.getValue()::contains));
  }

  /** By layer the patients who lack it; layers that nobody lacks are left out. */
  private static Map<String, Set<String>> lacking(
      List<Member> members, List<Member> earlier, JoinRule rule) {
    Map<String, Set<String>> lacking = new LinkedHashMap<>();
    Set<String> all = patients(members);
    for (String layer : rule.layers()) {
      Set<String> without = new HashSet<>(all);
      members.forEach(member -> without.removeAll(member.layers.getOrDefault(layer, Set.of())));
      earlier.forEach(member -> without.removeAll(member.layers.getOrDefault(layer, Set.of())));
      if (!without.isEmpty()) {
        lacking.put(layer, without);
      }
    }
    return lacking;
  }

  private static String words(Map<String, Set<String>> lacking, int patients) {
    return lacking.entrySet().stream()
        .map(
            entry -> {
              int number = entry.getValue().size();
              String verb = number == 1 ? " lacks " : " lack ";
              String of = patients == 1 ? " patient" : " patients";
              return number + " of " + patients + of + verb + entry.getKey();
            })
        .collect(Collectors.joining(", "));
  }

  /** A drop that was tried has a run and a folder: what is joined with it goes on there. */
  private static Drop leader(List<Member> members) {
    return members.stream()
        .map(Member::drop)
        .min(
            Comparator.comparing((Drop drop) -> drop.attempts() == 0)
                .thenComparing(drop -> !drop.id().equals(drop.groupId()))
                .thenComparing(Drop::foundAt)
                .thenComparing(Drop::id))
        .orElseThrow();
  }
}
