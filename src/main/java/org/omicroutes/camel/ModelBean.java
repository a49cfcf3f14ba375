package org.omicroutes.camel;

import org.apache.camel.Exchange;

/**
 * What the routes ask of the model in the property {@code trained} to train it: its kind, and the
 * options that only models of a horizon take, which are empty for the others.
 */
public final class ModelBean {

  /** The value of {@code --model} of {@code train}. */
  public String kind(Exchange exchange) {
    return NamedModel.trained(exchange).kind();
  }

  /** Whether the model learns from the layers as they were read. */
  public boolean isOfHorizon(Exchange exchange) {
    return NamedModel.trained(exchange).isOfHorizon();
  }

  /** The same of the model in the property {@code model}. */
  public boolean isMainOfHorizon(Exchange exchange) {
    return NamedModel.isOfHorizon(CohortBean.text(exchange, "model"));
  }

  /** The horizon in months by whose label patients are split; empty where it is by event. */
  public String mainHorizon(Exchange exchange) {
    return isMainOfHorizon(exchange) ? CohortBean.text(exchange, "horizon") : "";
  }

  /** Whether the model is a network of MMFN, whose training has a history. */
  public boolean isNetwork(Exchange exchange) {
    return NamedModel.trained(exchange).isNetwork();
  }

  /** That of the model's name, else of the property {@code preset}. */
  public String preset(Exchange exchange) {
    return NamedModel.trained(exchange).isSmall() ? "small-cohort" : own(exchange, "preset");
  }

  /** That of the model's name, else of the property {@code head}. */
  public String head(Exchange exchange) {
    return NamedModel.trained(exchange).isSurvival() ? "survival" : own(exchange, "head");
  }

  /** The horizon in months. */
  public String horizon(Exchange exchange) {
    return own(exchange, "horizon");
  }

  /** What is done about patients without a label. */
  public String censored(Exchange exchange) {
    return own(exchange, "censored");
  }

  private static String own(Exchange exchange, String property) {
    return NamedModel.trained(exchange).isOfHorizon() ? CohortBean.text(exchange, property) : "";
  }
}
