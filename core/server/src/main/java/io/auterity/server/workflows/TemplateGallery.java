package io.auterity.server.workflows;

import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.noun.FromBody;
import io.auterity.platform.noun.NounCaller;
import io.auterity.platform.noun.PageOf;
import io.auterity.platform.noun.Rest;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.life.ProviderRegistry;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import io.auterity.workflow.editor.WorkflowDraft;
import io.auterity.workflow.template.KnownTemplate;
import io.auterity.workflow.template.TemplateDrafts;
import io.auterity.workflow.template.WorkflowTemplate.TemplateCase;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The gallery of workflow templates: what each needs, and drafts that are made of them. */
public record TemplateGallery(
    TemplateDrafts drafts, Catalogue catalogue, ProviderRegistry providers) {

  /**
   * A template in a list.
   *
   * @param version of the resource; 0 of one that comes with the product
   * @param uses drafts that were made of it
   * @param needs capabilities that its workflow calls
   */
  public record TemplateSummary(
      String id,
      int version,
      boolean builtIn,
      String title,
      String description,
      List<String> tags,
      long uses,
      List<TemplateNeed> needs) {}

  /**
   * A capability that a template's workflow calls.
   *
   * @param provider of the tenant that has it; absent where one is to be connected
   */
  public record TemplateNeed(String capability, @Nullable String provider) {}

  /**
   * A template with its text.
   *
   * @param parameters JSON Schema of an object
   * @param workflow YAML text, in which {@code <<name>>} stands for a parameter
   */
  public record TemplateDetail(
      TemplateSummary summary, Json.Obj parameters, String workflow, List<TemplateCase> cases) {}

  @Rest(value = "GET /templates", id = "template_list", needs = "workflow.read")
  public PageOf<TemplateSummary> list(NounCaller caller) {
    Map<String, Long> uses = drafts.uses(caller.scope());
    Collection<ProviderInfo> offered = providers.of(caller.scope());
    return new PageOf<>(
        drafts.templates().all(caller.scope()).stream()
            .map(template -> summary(template, uses, offered))
            .toList(),
        null,
        false);
  }

  @Rest(value = "GET /templates/{id}", id = "template_get", needs = "workflow.read")
  public TemplateDetail get(NounCaller caller, String id) {
    KnownTemplate found = drafts.templates().get(caller.scope(), id);
    return new TemplateDetail(
        summary(found, drafts.uses(caller.scope()), providers.of(caller.scope())),
        found.parameters(),
        found.template().workflow(),
        found.template().cases());
  }

  private TemplateSummary summary(
      KnownTemplate known, Map<String, Long> uses, Collection<ProviderInfo> offered) {
    return new TemplateSummary(
        known.id(),
        known.version(),
        known.builtIn(),
        known.template().title(),
        known.template().description(),
        known.template().tags(),
        uses.getOrDefault(known.id(), 0L),
        known.capabilities().stream()
            .map(capability -> new TemplateNeed(capability, provider(capability, offered)))
            .toList());
  }

  // A capability may be gone since the template was accepted.
  private @Nullable String provider(String id, Collection<ProviderInfo> offered) {
    return catalogue
        .find(id)
        .flatMap(
            capability ->
                offered.stream()
                    .filter(provider -> has(provider, capability))
                    .map(ProviderInfo::id)
                    .sorted()
                    .findFirst())
        .orElse(null);
  }

  private static boolean has(ProviderInfo provider, Capability capability) {
    OperationSupport support = provider.support().get(capability.operation());
    return provider.kind().equals(capability.kind())
        && support != null
        && support.support() != Support.NONE
        && !provider.withheld().contains(capability.operation());
  }

  /**
   * What a draft is made of.
   *
   * @param workflow id of the workflow, of which there is none yet
   * @param parameters values by name; the others have their defaults
   */
  public record NewTemplateDraft(String workflow, Json.@Nullable Obj parameters) {}

  /** Makes a draft of a workflow, and counts it as a use of the template. */
  @Rest(
      value = "POST /templates/{id}/drafts",
      id = "template_use",
      needs = "workflow.draft",
      status = 201)
  public WorkflowDraft use(NounCaller caller, String id, @FromBody NewTemplateDraft body) {
    Json.Obj given = body.parameters();
    return drafts.begin(
        caller.scope(),
        caller.principal().name(),
        id,
        body.workflow(),
        given == null ? Json.EMPTY : given);
  }
}
