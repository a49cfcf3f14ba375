package org.omicroutes.drops;

import java.util.regex.Pattern;

/**
 * A file name with {@code *} for any characters, {@code ?} for one, and {@code {read}} for the
 * number of a read of the run.
 */
record NamePattern(String text, Pattern regex) {
  private static final String READ = "{read}";

  static NamePattern of(String text) {
    return new NamePattern(text, compile(text));
  }

  private static Pattern compile(String text) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith(READ, i)) {
        regex.append("[0-9]+");
        i += READ.length() - 1;
      } else if (text.charAt(i) == '*') {
        regex.append(".*");
      } else if (text.charAt(i) == '?') {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(text.substring(i, i + 1)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  boolean matches(String name) {
    return regex.matcher(name).matches();
  }

  boolean isPerRead() {
    return text.contains(READ);
  }

  /** The pattern of one read. */
  NamePattern forRead(int number) {
    return of(text.replace(READ, Integer.toString(number)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NamePattern pattern && pattern.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
