package org.omicroutes.api;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.omicroutes.state.Run;
import org.omicroutes.state.RunStore.Before;

/** Sizes and tokens of pages. A token is opaque to callers: it says where the page before ended. */
final class Pages {
  static final int DEFAULT_SIZE = 100;
  static final int LARGEST_SIZE = 1000;

  private Pages() {}

  /**
   * @param text null or empty for the default
   */
  static int size(String text) {
    if (text == null || text.isEmpty()) {
      return DEFAULT_SIZE;
    }
    try {
      long size = Long.parseLong(text);
      if (size > 0) {
        return (int) Math.min(size, LARGEST_SIZE);
      }
    } catch (NumberFormatException e) {
      // Told below, with what is out of range.
    }
    throw Refusal.malformed("page_size: found '" + text + "', expected a whole number above 0");
  }

  /** Where the page after this run begins. */
  static String after(Run run) {
    return encode("r:" + run.createdAt().toEpochMilli() + ":" + run.id());
  }

  /**
   * @return null for the first page
   */
  static Before runs(String token) {
    if (token == null || token.isEmpty()) {
      return null;
    }
    String[] parts = decode(token).split(":");
    if (parts.length != 3 || !parts[0].equals("r")) {
      throw bad(token);
    }
    try {
      return new Before(Instant.ofEpochMilli(Long.parseLong(parts[1])), parts[2]);
    } catch (NumberFormatException | DateTimeException e) {
      throw bad(token);
    }
  }

  /** Where the page after this task begins. */
  static String after(int task) {
    return encode("t:" + task);
  }

  /**
   * @return 0 for the first page
   */
  static int tasks(String token) {
    if (token == null || token.isEmpty()) {
      return 0;
    }
    String text = decode(token);
    if (!text.matches("t:[0-9]{1,9}")) {
      throw bad(token);
    }
    return Integer.parseInt(text.substring(2));
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw bad(token);
    }
  }

  private static Refusal bad(String token) {
    return Refusal.malformed(
        "page_token: found '" + token + "', expected the next_page_token of an earlier answer");
  }
}
