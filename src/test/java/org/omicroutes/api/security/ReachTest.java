package org.omicroutes.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "127.8.9.10", "::1", "[::1]", "localhost", "0:0:0:0:0:0:0:1"})
  void loopback(String host) {
    assertThat(Reach.isLoopback(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.7", "", "no.such.host.invalid", "fe80::1", "*"})
  void reachable(String host) {
    assertThat(Reach.isLoopback(host)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1:80", "[::1]:8080", "[::1]"})
  void namesItself(String authority) {
    assertThat(Reach.namesLoopback(authority)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost.evil.example", "127.0.0.1.evil.example", "evil@127.0.0.1:1x"})
  void namesAnother(String authority) {
    assertThat(Reach.namesLoopback(authority)).isFalse();
  }

  @Test
  void addressesOfOneCustomerCountTogether() {
    assertThat(RateLimits.network("2001:db8:1:2:3:4:5:6"))
        .isEqualTo(RateLimits.network("2001:db8:1:2:ffff::1"))
        .isNotEqualTo(RateLimits.network("2001:db8:1:3::1"));
    assertThat(RateLimits.network("10.0.0.7")).isEqualTo("10.0.0.7");
  }
}
