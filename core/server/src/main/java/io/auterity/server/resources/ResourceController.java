package io.auterity.server.resources;

import io.auterity.control.access.Action;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceDraft;
import io.auterity.platform.resource.ResourceService;
import io.auterity.platform.resource.ResourceService.AppliedResource;
import io.auterity.server.web.request.PageOf;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
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
public final class ResourceController {

  private final ResourceService resources;

  public ResourceController(ResourceService resources) {
    this.resources = resources;
  }

  /** The outcome of an application, in the order of what was sent. */
  public record Applied(List<AppliedResource> applied) {}

  /** Applies all of the documents or none. */
  @Needs(Action.RESOURCE_WRITE)
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
    return new Applied(
        resources.apply(caller.scope(), caller.act(Action.RESOURCE_WRITE), drafts, dryRun));
  }

  @Needs(Action.RESOURCE_READ)
  @GetMapping("/resources/{kind}")
  PageOf<Resource> list(Caller caller, @PathVariable String kind) {
    return new PageOf<>(resources.list(caller.scope(), kind), null, false);
  }

  @Needs(Action.RESOURCE_READ)
  @GetMapping("/resources/{kind}/{id}")
  Resource get(Caller caller, @PathVariable String kind, @PathVariable String id) {
    return resources
        .get(caller.scope(), kind, id)
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.NOT_FOUND, "there is no %s '%s'".formatted(kind, id)));
  }

  @Needs(Action.RESOURCE_WRITE)
  @DeleteMapping("/resources/{kind}/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(Caller caller, @PathVariable String kind, @PathVariable String id) {
    resources.delete(caller.scope(), caller.act(Action.RESOURCE_WRITE), kind, id);
  }
}
