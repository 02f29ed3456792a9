package io.auterity.server.resources;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.json.JsonDiff;
import io.auterity.platform.noun.PageOf;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceDraft;
import io.auterity.platform.resource.ResourceHistory;
import io.auterity.platform.resource.ResourceService;
import io.auterity.platform.resource.ResourceService.AppliedResource;
import io.auterity.platform.resource.ResourceVersion;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Providers, routes, workflows and whatever else is declared. */
@RestController
@RequestMapping("/api/v1")
public record ResourceController(ResourceService resources, ResourceHistory history) {

  public static final Act READ = new Act("resource.read", Trace.NONE, false);
  public static final Act WRITE = new Act("resource.write", Trace.WITH_CHANGE, false);

  /** The outcome of an application, in the order of what was sent. */
  public record Applied(List<AppliedResource> applied) {}

  /**
   * Applies all of the documents or none: {@code kind}, {@code id} and {@code spec}, and {@code
   * version} where only that one may be changed (0: there is none yet).
   */
  @Needs("resource.write")
  @PostMapping(
      path = "/apply",
      consumes = {"application/yaml", "application/json"})
  Applied apply(
      Caller caller,
      @RequestParam(defaultValue = "false") boolean dryRun,
      @RequestBody byte[] body,
      HttpServletRequest request) {
    MediaType type = MediaType.parseMediaType(request.getContentType());
    List<ResourceDraft> drafts =
        type.isCompatibleWith(MediaType.APPLICATION_JSON)
            ? ResourceDraft.readJson(body)
            : ResourceDraft.read(body);
    return new Applied(resources.apply(caller.scope(), caller.act(WRITE), drafts, dryRun));
  }

  @Needs("resource.read")
  @GetMapping("/resources")
  PageOf<Resource> listAll(Caller caller) {
    return new PageOf<>(resources.list(caller.scope()), null, false);
  }

  @Needs("resource.read")
  @GetMapping("/resources/{kind}")
  PageOf<Resource> list(Caller caller, @PathVariable String kind) {
    return new PageOf<>(resources.list(caller.scope(), kind), null, false);
  }

  /**
   * A resource by itself.
   *
   * @param yaml the text in which it was written, comments included; null where its kind keeps none
   */
  public record ResourceDetail(@JsonUnwrapped Resource resource, @Nullable String yaml) {}

  private ResourceDetail detail(Caller caller, Resource resource) {
    return new ResourceDetail(resource, history.keptText(caller.scope(), resource).orElse(null));
  }

  @Needs("resource.read")
  @GetMapping("/resources/{kind}/{id}")
  ResourceDetail get(Caller caller, @PathVariable String kind, @PathVariable String id) {
    return detail(
        caller,
        resources
            .get(caller.scope(), kind, id)
            .orElseThrow(
                () ->
                    new CallFailedException(
                        FailureCode.NOT_FOUND, "there is no %s '%s'".formatted(kind, id))));
  }

  /** Every version of a resource, the latest first; also of one that has ended. */
  @Needs("resource.read")
  @GetMapping("/resources/{kind}/{id}/versions")
  PageOf<ResourceVersion> versions(
      Caller caller, @PathVariable String kind, @PathVariable String id) {
    return new PageOf<>(history.versions(caller.scope(), kind, id), null, false);
  }

  @Needs("resource.read")
  @GetMapping("/resources/{kind}/{id}/versions/{version}")
  ResourceDetail version(
      Caller caller,
      @PathVariable String kind,
      @PathVariable String id,
      @PathVariable int version) {
    return detail(caller, history.at(caller.scope(), kind, id, version));
  }

  /** What differs between two versions. */
  public record Diff(int from, int to, List<JsonDiff.Change> changes) {}

  @Needs("resource.read")
  @GetMapping("/resources/{kind}/{id}/diff")
  Diff diff(
      Caller caller,
      @PathVariable String kind,
      @PathVariable String id,
      @RequestParam int from,
      @RequestParam int to) {
    return new Diff(from, to, history.diff(caller.scope(), kind, id, from, to));
  }

  /** Which version is wanted again. */
  public record WantedVersion(int version) {}

  /** Applies a resource as it was in an earlier version; that is its next version. */
  @Needs("resource.write")
  @PostMapping("/resources/{kind}/{id}/rollback")
  AppliedResource rollback(
      Caller caller,
      @PathVariable String kind,
      @PathVariable String id,
      @RequestParam(defaultValue = "false") boolean dryRun,
      @RequestBody WantedVersion body) {
    List<ResourceDraft> drafts = List.of(history.draft(caller.scope(), kind, id, body.version()));
    return resources.apply(caller.scope(), caller.act(WRITE), drafts, dryRun).getFirst();
  }

  @Needs("resource.write")
  @DeleteMapping("/resources/{kind}/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(Caller caller, @PathVariable String kind, @PathVariable String id) {
    resources.delete(caller.scope(), caller.act(WRITE), kind, id);
  }
}
