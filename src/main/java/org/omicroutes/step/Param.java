package org.omicroutes.step;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Documents one component of a step's parameter record. The component's Java name gives the option
 * name ({@code fitType} is {@code --fit-type} and {@code ?fitType=}). Types: int, long, double,
 * boolean, String, an enum, or List of String. The record's compact constructor checks the range
 * and throws {@link IllegalArgumentException} with a sentence naming the parameter.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Param {
  /** What it does, one sentence. */
  String value();

  /** The default as it would be typed; empty: none (null, or an empty list). */
  String defaultValue() default "";

  /** The range in words: {@code > 0}, {@code 0 to 1}. */
  String range() default "";

  /** The unit: {@code days}, {@code samples}. */
  String unit() default "";
}
