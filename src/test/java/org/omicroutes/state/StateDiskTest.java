package org.omicroutes.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An embedded database on a disk of its own, which is filled; where none can be mounted skipped.
 */
class StateDiskTest {
  @TempDir Path dir;
  private String url;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    ReservedFiles.register();
    url = "jdbc:h2:reserve:async:" + dir.resolve("state") + ";WRITE_DELAY=0";
    mounted = call("mount", "-t", "tmpfs", "-o", "size=40M", "tmpfs", dir.toString());
    assumeThat(mounted).as("a file system can be mounted here").isTrue();
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(call("umount", "--lazy", dir.toString())).isTrue();
    }
  }

  private static boolean call(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException thereIsNoSuchProgram) {
      return false;
    }
  }

  private void fill() {
    try (OutputStream out = Files.newOutputStream(dir.resolve("ballast"))) {
      while (true) {
        out.write(new byte[1024]);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static int count(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var found = statement.executeQuery("SELECT COUNT(*) FROM t")) {
      found.next();
      return found.getInt(1);
    }
  }

  @Test
  void whatIsWrittenWhenTheDiskFillsUpGetsTheReserve() throws Exception {
    StateDisk disk = new StateDisk(dir);
    disk.require();
    assertThat(dir.resolve("reserve")).isNotEmptyFile();
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (id INTEGER)");
      fill();
      for (int i = 0; i < 100; i++) {
        statement.execute("INSERT INTO t VALUES (" + i + ")");
      }
      assertThat(dir.resolve("reserve")).doesNotExist();
      assertThatThrownBy(disk::require)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("the disk is full: ")
          .hasMessageContaining(dir.toString());
    }
    try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
      assertThat(count(connection)).isEqualTo(100);
    }
    Files.delete(dir.resolve("ballast"));
    disk.require();
    assertThat(dir.resolve("reserve")).as("there is room again").exists();
  }

  @Test
  void noConnectionIsGivenOutOnAFullDisk() throws Exception {
    var source = new org.h2.jdbcx.JdbcDataSource();
    source.setURL("jdbc:h2:mem:full");
    fill();
    var database = new StateDatabase(source, java.time.Clock.systemUTC(), new StateDisk(dir));
    assertThatThrownBy(() -> new Figures(database).ping())
        .rootCause()
        .hasMessageContaining("the disk is full");
    Files.delete(dir.resolve("ballast"));
    new Figures(database).ping();
  }
}
