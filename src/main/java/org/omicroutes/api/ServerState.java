package org.omicroutes.api;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.InjectableInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.omicroutes.state.ApiKeyStore;
import org.omicroutes.state.AuditStore;
import org.omicroutes.state.DropStore;
import org.omicroutes.state.Instances;
import org.omicroutes.state.RunStore;
import org.omicroutes.state.StateDatabase;
import org.omicroutes.state.StateDisk;

/**
 * The server's state: an embedded H2 by default, PostgreSQL where {@code omicroutes.database.url}
 * names one ({@code ServeCommand} switches the data sources accordingly).
 */
@ApplicationScoped
public class ServerState {
  @Inject InjectableInstance<AgroalDataSource> embedded;

  @Inject
  @DataSource("postgresql")
  InjectableInstance<AgroalDataSource> postgresql;

  @ConfigProperty(name = "quarkus.datasource.postgresql.active", defaultValue = "false")
  boolean usesPostgresql;

  @ConfigProperty(name = "omicroutes.state.folder")
  Optional<Path> folder;

  @Produces
  @Singleton
  StateDatabase database() {
    if (usesPostgresql) {
      return new StateDatabase(postgresql.get(), Clock.systemUTC());
    }
    return folder.isPresent()
        ? new StateDatabase(embedded.get(), Clock.systemUTC(), new StateDisk(folder.get()))
        : new StateDatabase(embedded.get(), Clock.systemUTC());
  }

  @Produces
  @Singleton
  DropStore drops(StateDatabase database) {
    return new DropStore(database);
  }

  @Produces
  @Singleton
  RunStore runs(StateDatabase database) {
    return new RunStore(database);
  }

  @Produces
  @Singleton
  Instances instances(StateDatabase database, DropStore drops, RunStore runs) {
    return new Instances(database, drops, runs);
  }

  @Produces
  @Singleton
  ApiKeyStore keys(StateDatabase database) {
    return new ApiKeyStore(database);
  }

  @Produces
  @Singleton
  AuditStore audit(StateDatabase database) {
    return new AuditStore(database);
  }
}
