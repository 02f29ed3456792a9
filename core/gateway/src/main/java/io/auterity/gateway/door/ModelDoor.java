package io.auterity.gateway.door;

import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.model.ModelNames;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.CallerTerms;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.id.Ids;
import io.auterity.provider.Offer;
import io.auterity.relay.plan.KeyModels;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The models that a caller can name: those of the configuration, and those that providers which
 * take any model say they have. A provider that cannot be asked is named in a header, so that the
 * list never looks whole when it is not.
 */
record ModelDoor(CallAccess access, Capability listing, ModelNames names, Ids ids)
    implements Doors.Door<Form.Models> {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public void serve(Form.Models form, GatewayRequest request, ReplyChannel reply) {
    Authenticated caller = request.caller();
    Verdict verdict = access.authorizer().authorize(caller.scope(), caller.principal(), listing);
    if (!verdict.permits()) {
      throw new CallFailedException(FailureCode.FORBIDDEN, verdict.reason());
    }
    CallerTerms terms = access.authorizer().terms(caller.scope(), caller.principal());
    terms.require(Invocation.Door.GATEWAY);
    SortedMap<String, Model> models = names.named(caller.scope());
    String id = form.asked(request.question());
    if (!id.isEmpty()) {
      reply.send(one(form, id, request, usable(terms), models));
    } else {
      List<String> missing = ask(request, caller, models);
      models.keySet().removeIf(usable(terms).negate());
      byte[] list = form.write(models.values(), request.question());
      reply.send(marked(GatewayAnswers.of(list), missing));
    }
  }

  private WholeAnswer one(
      Form.Models form,
      String id,
      GatewayRequest request,
      Predicate<String> usable,
      SortedMap<String, Model> models) {
    TenantScope scope = request.caller().scope();
    List<String> missing = new ArrayList<>();
    Model model = models.get(id);
    if (model == null) {
      model = names.listed(scope, id);
    }
    if (model == null) {
      String provider = names.providerOf(scope, id);
      missing =
          provider == null
              ? ask(request, request.caller(), models)
              : ask(request, request.caller(), List.of(provider), models);
      model = models.get(id);
      Model own = provider == null ? null : models.get(Offer.modelOf(id));
      model = own == null ? model : own.toBuilder().id(id).build();
    }
    if (model != null && usable.test(id)) {
      return GatewayAnswers.of(form.write(model));
    }
    Failure unknown =
        Failure.of(FailureCode.NOT_FOUND, "the model '%s' is not offered".formatted(id))
            .withFields(Map.of("model", "is not offered"));
    return marked(
        GatewayAnswers.refused(request.endpoint().dialect(), unknown, request.id()), missing);
  }

  /** The names that a key lets its caller use. */
  private static Predicate<String> usable(CallerTerms terms) {
    List<String> patterns = terms.models();
    return patterns == null ? name -> true : KeyModels.of(patterns, null)::admit;
  }

  /** Adds what unlisted providers say; returns those that did not answer. */
  private List<String> ask(
      GatewayRequest request, Authenticated caller, SortedMap<String, Model> models) {
    return ask(request, caller, names.unlisted(caller.scope()), models);
  }

  private List<String> ask(
      GatewayRequest request,
      Authenticated caller,
      List<String> providers,
      SortedMap<String, Model> models) {
    List<String> missing = new ArrayList<>();
    for (String provider : providers) {
      ModelQuery query = new ModelQuery(null, null, provider);
      Outcome outcome =
          access
              .invoker()
              .invoke(
                  Invocations.oneOf(ids.next(), PATIENCE, request, caller, listing.id(), query));
      UnaryOperator<Model> informed = told -> names.informed(caller.scope(), provider, told);
      if (!added(outcome, models, informed)) {
        missing.add(provider);
      }
    }
    return missing;
  }

  private static boolean added(
      Outcome outcome, SortedMap<String, Model> models, UnaryOperator<Model> informed) {
    if (outcome instanceof Outcome.Succeeded made && made.value() instanceof Page<?> page) {
      page.items().forEach(item -> add(informed.apply((Model) item), models));
      return page.next() == null;
    }
    return false;
  }

  private static void add(Model model, SortedMap<String, Model> models) {
    models.putIfAbsent(model.id(), model);
  }

  private static WholeAnswer marked(WholeAnswer answer, List<String> missing) {
    return missing.isEmpty()
        ? answer
        : answer.with("auterity-incomplete", String.join(", ", missing));
  }
}
