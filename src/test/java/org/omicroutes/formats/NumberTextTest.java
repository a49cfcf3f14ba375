package org.omicroutes.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {

  private static String appended(double value) {
    StringBuilder out = new StringBuilder();
    new NumberText().append(out, value);
    return out.toString();
  }

  @Property
  void shortDecimalsAreWrittenAsJavaWritesThem(
      @ForAll @LongRange(min = -99_999_999_999L, max = 99_999_999_999L) long digits,
      @ForAll @IntRange(min = 0, max = 10) int places) {
    double value = digits / Math.pow(10, places);
    assertThat(appended(value)).isEqualTo(NumberText.format(value));
  }

  @Property
  void anyNumberIsWrittenAsJavaWritesItAndReadBack(@ForAll double value) {
    assertThat(appended(value)).isEqualTo(NumberText.format(value));
    assertThat(NumberText.parse(Double.toString(value))).isEqualTo(value);
  }

  @Property
  void measuredValuesAreReadAsJavaReadsThem(@ForAll @DoubleRange(min = -10, max = 10) double x) {
    for (String text : new String[] {Double.toString(x), x + "e-3", x + "7", x + "0000000001"}) {
      double expected = parsed(text);
      double found = parsed(() -> NumberText.parse(text));
      assertThat(found).isEqualTo(expected);
      double simple = NumberText.simple("a\t" + text + "\tb", 2, 2 + text.length());
      assertThat(simple).isIn(expected, Double.NaN);
    }
  }

  private static double parsed(String text) {
    return parsed(() -> Double.parseDouble(text));
  }

  private static double parsed(java.util.function.DoubleSupplier parser) {
    try {
      return parser.getAsDouble();
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " 1.5 ",
        "1e5",
        "+3.25",
        "1.",
        ".5",
        "4.9e-324",
        "1.7976931348623157e308",
        "2.5d",
        "9007199254740993",
        "0.1000000000000000055511151231257827",
        "1e400",
        "-0.0"
      })
  void oddFormsAreReadAsJavaReadsThem(String text) {
    assertThat(NumberText.parse(text)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1,5", "1.5.2", "--1", "1e", "1_000", "NA"})
  void whatIsNoNumberIsRefused(String text) {
    assertThatThrownBy(() -> NumberText.parse(text)).isInstanceOf(NumberFormatException.class);
    assertThat(NumberText.simple(text, 0, text.length())).isNaN();
  }

  @Test
  void valuesThatComeAgainAreWrittenTheSame() {
    Random random = new Random(5);
    double[] values = random.doubles(3000, -3, 3).toArray();
    NumberText numbers = new NumberText();
    for (int i = 0; i < 20_000; i++) {
      double value = values[random.nextInt(values.length)];
      StringBuilder out = new StringBuilder();
      numbers.append(out, value);
      assertThat(out.toString()).isEqualTo(Double.toString(value));
    }
  }
}
