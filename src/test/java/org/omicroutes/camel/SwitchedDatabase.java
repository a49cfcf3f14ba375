package org.omicroutes.camel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A database that can be out of reach for a while: of connections that are open, too. */
final class SwitchedDatabase {
  private final DataSource source;
  private volatile boolean on = true;

  SwitchedDatabase(DataSource source) {
    this.source = source;
  }

  void off() {
    on = false;
  }

  void on() {
    on = true;
  }

  DataSource source() {
    return wrap(DataSource.class, source);
  }

  private <T> T wrap(Class<T> type, Object real) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (!on && !method.getName().equals("close")) {
                throw new SQLException("connection refused");
              }
              try {
                Object answer = method.invoke(real, arguments);
                return answer instanceof java.sql.Connection
                    ? wrap(java.sql.Connection.class, answer)
                    : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
