package org.omicroutes.ops;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.omicroutes.api.Roles;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;
import org.omicroutes.state.DropStore;
import org.omicroutes.state.Run;
import org.omicroutes.state.RunStore;

/** The pages: drops and runs as they are now. A page fetches its changing part by itself. */
@Path("/")
@RolesAllowed(Roles.VIEWER)
public class PageResource {
  @Inject DropStore drops;
  @Inject RunStore runs;
  @Inject Overviews overviews;
  @Inject Reader reader;

  @ConfigProperty(name = "omicroutes.results")
  java.nio.file.Path results;

  @CheckedTemplate
  static class Templates {
    private Templates() {}

    static native TemplateInstance overview(Overview view);

    static native TemplateInstance overview$live(Overview view);

    static native TemplateInstance drop(DropViews.Page view);

    static native TemplateInstance drop$live(DropViews.Page view);

    static native TemplateInstance run(RunViews.Page view);

    static native TemplateInstance run$live(RunViews.Page view);
  }

  @GET
  @Operation(hidden = true)
  public Response overview(
      @QueryParam("state") @DefaultValue("") String state,
      @QueryParam("offset") @DefaultValue("0") int offset) {
    return Html.page(gather(state, offset), Templates::overview$live, Templates::overview);
  }

  @GET
  @Path("ui/overview")
  @Operation(hidden = true)
  public Response overviewPart(
      @QueryParam("state") @DefaultValue("") String state,
      @QueryParam("offset") @DefaultValue("0") int offset,
      @QueryParam("seen") @DefaultValue("") String seen) {
    return Html.part(seen, gather(state, offset), Templates::overview$live);
  }

  @GET
  @Path("ui/drops/{id}")
  @Operation(hidden = true)
  public Response drop(@PathParam("id") String id) throws IOException {
    return Html.page(dropView(id), Templates::drop$live, Templates::drop);
  }

  @GET
  @Path("ui/drops/{id}/live")
  @Operation(hidden = true)
  public Response dropPart(
      @PathParam("id") String id, @QueryParam("seen") @DefaultValue("") String seen)
      throws IOException {
    return Html.part(seen, dropView(id), Templates::drop$live);
  }

  /**
   * @param from where the button is: {@code drop} for the drop's own page
   * @param script sent by htmx; other sites' pages cannot send it
   */
  @POST
  @Path("ui/drops/{id}/retry")
  @RolesAllowed(Roles.OPERATOR)
  @Operation(hidden = true)
  public Response retry(
      @PathParam("id") String id,
      @QueryParam("from") @DefaultValue("") String from,
      @QueryParam("state") @DefaultValue("") String state,
      @QueryParam("offset") @DefaultValue("0") int offset,
      @HeaderParam("HX-Request") String script)
      throws IOException {
    if (!"true".equals(script)) {
      throw new ForbiddenException();
    }
    requireDrop(id);
    // Where somebody was quicker, the page shows what is so now.
    drops.retry(id, "to be tried again: " + reader.name() + " asked for it");
    return from.equals("drop")
        ? Html.part("", dropView(id), Templates::drop$live)
        : Html.part("", gather(state, offset), Templates::overview$live);
  }

  /**
   * @param after only steps with numbers above this; without it the last ones
   */
  @GET
  @Path("ui/runs/{id}")
  @Operation(hidden = true)
  public Response run(@PathParam("id") String id, @QueryParam("after") Integer after)
      throws IOException {
    return Html.page(runView(id, after), Templates::run$live, Templates::run);
  }

  @GET
  @Path("ui/runs/{id}/live")
  @Operation(hidden = true)
  public Response runPart(
      @PathParam("id") String id,
      @QueryParam("after") Integer after,
      @QueryParam("seen") @DefaultValue("") String seen)
      throws IOException {
    return Html.part(seen, runView(id, after), Templates::run$live);
  }

  @GET
  @Path("ui/runs/{id}/files/{path: .+}")
  @Operation(hidden = true)
  public Response file(@PathParam("id") String id, @PathParam("path") String path) {
    return new RunFiles(results)
        .find(requireRun(id), path)
        .map(ServedFile::answer)
        .orElseThrow(NotFoundException::new);
  }

  private Overview gather(String state, int offset) {
    Optional<DropState> known =
        Arrays.stream(DropState.values()).filter(one -> one.name().equals(state)).findFirst();
    if (known.isEmpty() && !state.isEmpty() || offset < 0) {
      throw new NotFoundException();
    }
    return overviews.gather(known.orElse(null), offset, reader);
  }

  private DropViews.Page dropView(String id) throws IOException {
    Drop drop = requireDrop(id);
    Optional<Run> run = Optional.ofNullable(drop.runId()).flatMap(runs::get);
    return new DropViews.Page(
        reader.htmx(),
        "",
        reader.operator(),
        DropViews.Row.of(drop),
        drop.files() + ", " + Shown.size(drop.bytes()),
        Integer.toString(drop.attempts()),
        Shown.orEmpty(drop.follows()),
        drops.history(id).stream().map(DropViews.Event::of).toList(),
        DropViews.Companion.of(id, drops.group(id)),
        run.isPresent() ? view(run.get(), null) : null);
  }

  private RunViews.Page runView(String id, Integer after) throws IOException {
    boolean last = after == null;
    return new RunViews.Page(reader.htmx(), "", last, view(requireRun(id), after));
  }

  private RunViews.Run view(Run run, Integer after) throws IOException {
    return RunViews.of(run, runs, new RunFiles(results), after, Instant.now());
  }

  private Drop requireDrop(String id) {
    return drops.get(id).orElseThrow(NotFoundException::new);
  }

  private Run requireRun(String id) {
    return runs.get(id).filter(reader::maySee).orElseThrow(NotFoundException::new);
  }
}
