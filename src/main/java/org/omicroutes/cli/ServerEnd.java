package org.omicroutes.cli;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.ConfigProvider;

/** Says why a server ended that could not start, in words and once. */
final class ServerEnd {
  private static final String MANAGEMENT = "management interface";

  private final ServerDatabase database;
  private final PrintWriter err;

  ServerEnd(ServerDatabase database, PrintWriter err) {
    this.database = database;
    this.err = err;
  }

  /**
   * @param thrown null where it ended by itself
   * @return the exit code
   */
  int tell(int exit, Throwable thrown) {
    if (thrown == null) {
      return exit;
    }
    Optional<Throwable> refused = find(thrown, ConfigurationException.class::isInstance);
    if (refused.isPresent()) {
      String message = refused.get().getMessage();
      err.println(message.startsWith("error: ") ? message : "error: " + message);
      err.flush();
      return ExitCode.FAILED;
    }
    Optional<Throwable> setting = find(thrown, ServerEnd::isSetting);
    if (setting.isPresent()) {
      return ExitCode.tell(new IllegalArgumentException(setting.get().getMessage()), err);
    }
    Optional<Throwable> socket = find(thrown, ServerEnd::isAddress);
    if (socket.isPresent()) {
      return ExitCode.tell(new IOException(address(thrown, socket.get())), err);
    }
    Exception sql = DatabaseFailure.sql(thrown);
    return ExitCode.tell(sql == null ? thrown : DatabaseFailure.of(database, sql), err);
  }

  /** SmallRye's kinds of a setting that cannot be read have nothing in common but their code. */
  private static boolean isSetting(Throwable thrown) {
    return String.valueOf(thrown.getMessage()).startsWith("SRCFG");
  }

  private static boolean isAddress(Throwable thrown) {
    return thrown instanceof SocketException
        || thrown instanceof UnknownHostException
        || thrown instanceof UnresolvedAddressException;
  }

  private static String address(Throwable thrown, Throwable cause) {
    boolean management =
        find(thrown, t -> String.valueOf(t.getMessage()).contains(MANAGEMENT)).isPresent();
    String prefix = management ? "quarkus.management." : "quarkus.http.";
    String names =
        management
            ? "--management-port or QUARKUS_MANAGEMENT_HOST names another"
            : "--port or --host names another";
    return "the server cannot listen on %s:%s: %s%n%s"
        .formatted(
            setting(prefix + "host", "127.0.0.1"),
            setting(prefix + "port", management ? "9000" : "8080"),
            why(cause),
            names);
  }

  private static String why(Throwable cause) {
    if (!(cause instanceof SocketException)) {
      return "the host is not known";
    }
    return String.valueOf(cause.getMessage()).contains("in use")
        ? "another program does"
        : cause.getMessage();
  }

  private static String setting(String name, String otherwise) {
    return ConfigProvider.getConfig().getOptionalValue(name, String.class).orElse(otherwise);
  }

  private static Optional<Throwable> find(Throwable thrown, Predicate<Throwable> wanted) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (wanted.test(t)) {
        return Optional.of(t);
      }
    }
    return Optional.empty();
  }
}
