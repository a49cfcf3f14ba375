package org.omicroutes.ops;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import org.omicroutes.api.Roles;
import org.omicroutes.state.Run;
import org.omicroutes.step.Software;

/** Who looks at a page, and what that person may see. */
@RequestScoped
class Reader {
  @Inject SecurityIdentity identity;

  boolean operator() {
    return identity.hasRole(Roles.OPERATOR);
  }

  /** Runs of drops are everybody's; those that a person asked for are that person's. */
  boolean maySee(Run run) {
    return operator() || run.dropId() != null || run.owner().equals(name());
  }

  String name() {
    return identity.isAnonymous() ? "anonymous" : identity.getPrincipal().getName();
  }

  /** Where the script of htmx lies. */
  String htmx() {
    return "/_static/htmx.org/" + Software.htmxVersion() + "/dist/htmx.min.js";
  }
}
