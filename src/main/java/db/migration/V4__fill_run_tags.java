package db.migration;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.omicroutes.state.RunTags;

/**
 * Enters the tags of the runs that were there before {@code V3}. Flyway finds it by its package and
 * name.
 */
public final class V4__fill_run_tags extends BaseJavaMigration {
  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    // One that was cut off may have left some.
    try (var delete = connection.createStatement()) {
      delete.executeUpdate("DELETE FROM run_tag");
    }
    RunTags.enterAll(connection);
  }
}
