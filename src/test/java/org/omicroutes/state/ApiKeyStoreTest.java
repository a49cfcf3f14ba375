package org.omicroutes.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApiKeyStoreTest {
  static Stream<Databases.Named> both() {
    return Databases.both();
  }

  @ParameterizedTest
  @MethodSource("both")
  void aKeyIsKnownUntilItIsRevoked(Databases.Named database) {
    ApiKeyStore keys = new ApiKeyStore(database.at(Clock.systemUTC()));
    assertThat(keys.hasAny()).isFalse();
    String key = keys.create("lims", Set.of(Role.SUBMITTER, Role.VIEWER));
    String other = keys.create("page", Set.of(Role.VIEWER));

    assertThat(key).startsWith("omr_").hasSize(47).isNotEqualTo(other);
    assertThat(keys.find(key).orElseThrow().name()).isEqualTo("lims");
    assertThat(keys.find(key).orElseThrow().roles()).containsOnly(Role.VIEWER, Role.SUBMITTER);
    assertThat(keys.find(key.substring(0, 46))).isEmpty();
    assertThat(keys.find("")).isEmpty();

    assertThat(keys.revoke("lims")).isTrue();
    assertThat(keys.revoke("lims")).isFalse();
    assertThat(keys.find(key)).isEmpty();
    assertThat(keys.find(other)).isPresent();
    assertThat(keys.list()).extracting(ApiKey::name).containsExactly("lims", "page");
    assertThat(keys.list().get(0).revokedAt()).isNotNull();
    assertThat(keys.hasAny()).isTrue();
    keys.revoke("page");
    assertThat(keys.hasAny()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("both")
  void theKeyItselfIsNotInTheDatabase(Databases.Named database) throws Exception {
    String key = new ApiKeyStore(database.at(Clock.systemUTC())).create("k", Set.of(Role.VIEWER));
    try (var connection = database.source().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT * FROM api_key")) {
      rows.next();
      for (int c = 1; c <= rows.getMetaData().getColumnCount(); c++) {
        assertThat(String.valueOf(rows.getString(c))).doesNotContain(key.substring(4));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void aNameIsUsedOnce(Databases.Named database) {
    ApiKeyStore keys = new ApiKeyStore(database.at(Clock.systemUTC()));
    keys.create("lims", Set.of(Role.VIEWER));
    keys.revoke("lims");
    assertThatThrownBy(() -> keys.create("lims", Set.of(Role.VIEWER)))
        .hasMessage("name: found 'lims', which is or was another key's; expected a new one");
    for (String name : new String[] {"", "local", "anonymous", "oidc:x", "a b", "x".repeat(65)}) {
      assertThatThrownBy(() -> keys.create(name, Set.of(Role.VIEWER)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("name: found '" + name + "'");
    }
    assertThatThrownBy(() -> Role.parse("viewer,admin"))
        .hasMessage("roles: found 'admin', expected some of viewer,submitter,operator");
  }
}
