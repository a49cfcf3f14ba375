package org.omicroutes.api;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import org.omicroutes.state.Run;
import org.omicroutes.state.RunStore;

/** The runs that the caller may see: an operator all, everybody else their own. */
@RequestScoped
public class VisibleRuns {
  @Inject RunStore runs;
  @Inject SecurityIdentity identity;

  /** The caller's name, which owns what it asks for. */
  String caller() {
    return identity.isAnonymous() ? "anonymous" : identity.getPrincipal().getName();
  }

  /**
   * @return null for any
   */
  String owner() {
    return identity.hasRole(Roles.OPERATOR) ? null : caller();
  }

  boolean maySee(Run run) {
    return owner() == null || run.owner().equals(owner());
  }

  /** Whether there is a run with this id that the caller may see. */
  boolean maySee(String id) {
    return runs.get(id).filter(this::maySee).isPresent();
  }

  /**
   * @throws Refusal where there is none; another's is told in the same words, so that nobody learns
   *     which there are
   */
  Run require(String id) {
    return runs.get(id)
        .filter(this::maySee)
        .orElseThrow(() -> Refusal.notFound("there is no run '" + id + "'"));
  }
}
