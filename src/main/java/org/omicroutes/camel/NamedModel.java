package org.omicroutes.camel;

import org.apache.camel.Exchange;
import org.omicroutes.models.SurvivalModels;
import org.omicroutes.models.mmfn.FusedModel;
import org.omicroutes.models.mmfn.HorizonModel;

/**
 * A model as workflows name it: a model of {@code train}, of which a network may be followed by
 * {@code -small} (the preset for small cohorts), {@code -survival} (the survival head), or both in
 * this order.
 *
 * @param kind the value of {@code --model} of {@code train}
 * @param isSmall whether the name asks for the preset for small cohorts
 * @param isSurvival whether the name asks for the survival head
 */
record NamedModel(String kind, boolean isSmall, boolean isSurvival) {
  private static final String SMALL = "-small";
  private static final String SURVIVAL = "-survival";

  /**
   * @throws IllegalArgumentException where there is no such model, or it has neither presets nor
   *     heads
   */
  static NamedModel of(String name) {
    if (SurvivalModels.all().containsKey(name)) {
      return new NamedModel(name, false, false);
    }
    boolean survival = name.endsWith(SURVIVAL);
    String rest = survival ? without(name, SURVIVAL) : name;
    boolean small = rest.endsWith(SMALL);
    String kind = small ? without(rest, SMALL) : rest;
    if (kind.equals(name) || !SurvivalModels.all().containsKey(kind)) {
      throw new IllegalArgumentException(
          "models: found "
              + name
              + ", expected one of "
              + String.join(", ", SurvivalModels.all().keySet())
              + "; those of MMFN's networks may end in -small, -survival or -small-survival");
    }
    if (!isNetwork(kind)) {
      throw new IllegalArgumentException(
          "model: found "
              + name
              + ", expected "
              + kind
              + ": only networks of MMFN have presets ("
              + SMALL
              + ") and heads ("
              + SURVIVAL
              + ")");
    }
    return new NamedModel(kind, small, survival);
  }

  private static String without(String name, String end) {
    return name.substring(0, name.length() - end.length());
  }

  /** That of the property {@code trained}. */
  static NamedModel trained(Exchange exchange) {
    return of(CohortBean.text(exchange, "trained"));
  }

  /**
   * Whether the model learns from the layers as they were read, because its own preparation is part
   * of it, and says who dies by a horizon.
   */
  boolean isOfHorizon() {
    return isOfHorizon(kind);
  }

  /** The same of a model of {@code train}. */
  static boolean isOfHorizon(String kind) {
    return HorizonModel.class.isAssignableFrom(SurvivalModels.named(kind).type());
  }

  /** Whether the model's networks fuse genes and clinical variables. */
  boolean isNetwork() {
    return isNetwork(kind);
  }

  private static boolean isNetwork(String kind) {
    return FusedModel.class.isAssignableFrom(SurvivalModels.named(kind).type());
  }

  boolean usesNetwork() {
    return SurvivalModels.named(kind).usesNetwork();
  }
}
