package org.omicroutes.api.security;

import io.github.bucket4j.Bucket;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How often somebody may ask: requests a second by identity, and refused logins a minute by
 * address. Each may come all at once and then as fast as time gives them back. {@code local} is not
 * held up.
 */
@ApplicationScoped
public class RateLimits {
  private static final int REMEMBERED = 20_000;

  @ConfigProperty(name = "omicroutes.limits.requests-per-second", defaultValue = "100")
  int requests;

  @ConfigProperty(name = "omicroutes.limits.refused-logins-per-minute", defaultValue = "120")
  int refusals;

  private final Map<String, Bucket> byIdentity = remembered();
  private final Map<String, Bucket> byAddress = remembered();

  /**
   * Takes one request.
   *
   * @return 0, or the seconds after which the next one is let in
   */
  long takeRequest(String identity) {
    if (identity.equals(Login.LOCAL)) {
      return 0;
    }
    var probe =
        bucket(byIdentity, identity, () -> bucket(requests, Duration.ofSeconds(1), 2L * requests))
            .tryConsumeAndReturnRemaining(1);
    return probe.isConsumed() ? 0 : seconds(probe.getNanosToWaitForRefill());
  }

  /**
   * Whether an address may try to log in.
   *
   * @return 0, or the seconds after which it may
   */
  long untilLogin(String address) {
    var probe = logins(address).estimateAbilityToConsume(1);
    return probe.canBeConsumed() ? 0 : seconds(probe.getNanosToWaitForRefill());
  }

  /** A login from an address was refused. */
  void refused(String address) {
    logins(address).tryConsume(1);
  }

  private Bucket logins(String address) {
    return bucket(
        byAddress, network(address), () -> bucket(refusals, Duration.ofMinutes(1), refusals));
  }

  private static Bucket bucket(int tokens, Duration period, long most) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(most).refillGreedy(tokens, period))
        .build();
  }

  private static Bucket bucket(Map<String, Bucket> buckets, String key, Supplier<Bucket> fresh) {
    synchronized (buckets) {
      return buckets.computeIfAbsent(key, k -> fresh.get());
    }
  }

  /** An IPv4 address, or the 64 bits of an IPv6 address that one customer gets. */
  static String network(String address) {
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return bytes.length == 4
          ? address
          : InetAddress.getByAddress(Arrays.copyOf(Arrays.copyOf(bytes, 8), 16)).getHostAddress();
    } catch (UnknownHostException e) {
      return address;
    }
  }

  private static long seconds(long nanos) {
    return Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos + 999_999_999L));
  }

  /** Forgets whoever has not asked for longest, so that memory is bounded. */
  private static Map<String, Bucket> remembered() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
        return size() > REMEMBERED;
      }
    };
  }
}
