package org.omicroutes.state;

import static org.omicroutes.state.StateDatabase.stamp;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The keys by which programs and people are known. Only the SHA-256 of a key is kept. A slow hash
 * is for what people think up; a key has 256 random bits, so that nobody can try them out. It is
 * found by its hash, which tells no one by the time it takes how close a wrong key came.
 */
public final class ApiKeyStore {
  /** What every key begins with, so that it is not taken for a token of another kind. */
  public static final String PREFIX = "omr_";

  private static final int BYTES = 32;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** Whoever needs no key because the server is for its own machine alone. */
  private static final Set<String> RESERVED = Set.of("local", "anonymous");

  private final StateDatabase database;
  private final SecureRandom random = new SecureRandom();

  public ApiKeyStore(StateDatabase database) {
    this.database = database;
  }

  /**
   * Makes a key. A name is used once, also after its key was revoked: it says in the audit log who
   * it was.
   *
   * @return the key, which cannot be had again
   * @throws IllegalArgumentException where the name is taken or is none
   */
  public String create(String name, Set<Role> roles) {
    if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
      throw new IllegalArgumentException(
          "name: found '"
              + name
              + "', expected up to 64 letters, digits, . _ - (not "
              + RESERVED
              + ")");
    }
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    Instant now = database.now();
    database
        .jdbi()
        .useTransaction(
            handle -> {
              if (find("WHERE name = :value", name).isPresent()) {
                throw new IllegalArgumentException(
                    "name: found '"
                        + name
                        + "', which is or was another key's; expected a new one");
              }
              handle
                  .createUpdate(
                      "INSERT INTO api_key (id, name, hash, roles, created_at)"
                          + " VALUES (:id, :name, :hash, :roles, :now)")
                  .bind("id", UUID.randomUUID().toString())
                  .bind("name", name)
                  .bind("hash", DigestUtils.sha256Hex(key))
                  .bind("roles", Role.format(roles))
                  .bind("now", stamp(now))
                  .execute();
            });
    return key;
  }

  /** Whose key this is; empty where it is nobody's or was revoked. */
  public Optional<ApiKey> find(String key) {
    return find("WHERE revoked_at IS NULL AND hash = :value", DigestUtils.sha256Hex(key));
  }

  private Optional<ApiKey> find(String where, String value) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT * FROM api_key " + where)
                    .bind("value", value)
                    .map(ApiKeyStore::key)
                    .findOne());
  }

  /** All keys, those that were revoked as well, by name. */
  public List<ApiKey> list() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT * FROM api_key ORDER BY name")
                    .map(ApiKeyStore::key)
                    .list());
  }

  /** Whether there is a key that can be used. */
  public boolean hasAny() {
    return list().stream().anyMatch(key -> key.revokedAt() == null);
  }

  /**
   * Ends the use of a key.
   *
   * @return false where no key in use has this name
   */
  public boolean revoke(String name) {
    return database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createUpdate(
                            "UPDATE api_key SET revoked_at = :now"
                                + " WHERE name = :name AND revoked_at IS NULL")
                        .bind("now", stamp(database.now()))
                        .bind("name", name)
                        .execute())
        > 0;
  }

  private static ApiKey key(ResultSet row, StatementContext context) throws SQLException {
    return new ApiKey(
        row.getString("name"),
        Role.parse(row.getString("roles")),
        instant(row, context, "created_at"),
        instant(row, context, "revoked_at"));
  }

  private static Instant instant(ResultSet row, StatementContext context, String column)
      throws SQLException {
    return context.findColumnMapperFor(Instant.class).orElseThrow().map(row, column, context);
  }
}
