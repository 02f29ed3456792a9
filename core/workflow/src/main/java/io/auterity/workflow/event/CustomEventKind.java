package io.auterity.workflow.event;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.platform.resource.SpecKind;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Events of a tenant's own as declarative resources. */
public final class CustomEventKind extends SpecKind<CustomEvent> {

  /** Name of the kind. */
  public static final String NAME = "event";

  private static final int BEFORE_WORKFLOWS = 35;
  private static final Pattern WORDS = Pattern.compile("[a-z0-9_]+(\\.[a-z0-9_]+)*");

  private final CustomEvents events;

  public CustomEventKind(CustomEvents events) {
    super(NAME, BEFORE_WORKFLOWS, CustomEvent.class);
    this.events = events;
  }

  /** The types that a set of resources declares. */
  public static Set<String> types(ResourceSet resources) {
    return resources.list(NAME).stream().map(CustomEventKind::type).collect(Collectors.toSet());
  }

  private static String type(Resource resource) {
    long version = resource.spec().get("version") instanceof Json.Int(long stated) ? stated : 1;
    return CustomEvent.type(resource.id(), version);
  }

  @Override
  protected List<Problem> check(
      TenantScope scope, String id, CustomEvent spec, ResourceSet others) {
    List<Problem> problems = new ArrayList<>();
    if (!WORDS.matcher(id).matches()) {
      problems.add(
          new Problem(
              "id",
              "'%s' cannot stand in a type".formatted(id),
              "use lower-case letters, digits and _ in words parted by dots, e.g. order.paid"));
    }
    if (spec.schema() != null) {
      if (!Json.of("object").equals(spec.schema().get("type"))) {
        problems.add(
            new Problem("schema.type", "the data of an event is an object", "write type: object"));
      }
      JsonSchema.problems(spec.schema()).forEach(one -> problems.add(one.in("schema")));
    }
    return problems;
  }

  @Override
  protected void applied(TenantScope scope, Resource resource, CustomEvent spec) {
    events.put(scope, resource.id(), spec);
  }

  @Override
  public void removed(TenantScope scope, String id) {
    events.remove(scope, id);
  }
}
