package org.omicroutes.formats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.Arrays;

/** Reads {@code null} as NaN where a {@code double} is wanted: missing is missing, never 0. */
final class MissingNumbers extends SimpleModule {
  private static final long serialVersionUID = 1;

  MissingNumbers() {
    super("missing-numbers");
    addDeserializer(double.class, new One());
    addDeserializer(double[].class, new Many());
  }

  private static double read(JsonParser in, DeserializationContext context) throws IOException {
    JsonToken token = in.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return Double.NaN;
    }
    if (token != null && token.isNumeric()) {
      return in.getDoubleValue();
    }
    if (token == JsonToken.VALUE_STRING) {
      String text = in.getText().strip();
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException e) {
        return (Double)
            context.handleWeirdStringValue(double.class, text, "expected a number or \"NaN\"");
      }
    }
    return (Double) context.handleUnexpectedToken(double.class, in);
  }

  private static final class One extends StdDeserializer<Double> {
    private static final long serialVersionUID = 1;

    One() {
      super(double.class);
    }

    @Override
    public Double deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return read(in, context);
    }

    @Override
    public Double getNullValue(DeserializationContext context) {
      return Double.NaN;
    }
  }

  private static final class Many extends StdDeserializer<double[]> {
    private static final long serialVersionUID = 1;

    Many() {
      super(double[].class);
    }

    @Override
    public double[] deserialize(JsonParser in, DeserializationContext context) throws IOException {
      if (!in.isExpectedStartArrayToken()) {
        return (double[]) context.handleUnexpectedToken(double[].class, in);
      }
      double[] values = new double[16];
      int n = 0;
      while (in.nextToken() != JsonToken.END_ARRAY) {
        if (n == values.length) {
          values = Arrays.copyOf(values, 2 * n);
        }
        values[n++] = read(in, context);
      }
      return Arrays.copyOf(values, n);
    }
  }
}
