package io.auterity.plugins.ai.ollama.wire;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.KnownModel;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelGet;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.toolkit.ForwardingCall;
import io.auterity.toolkit.ai.CodecCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The models of one server with what they can do, which the list of them does not tell: each is
 * asked for by itself, one after the other, and once until it changes. A list asks for at most
 * {@value #MOST_ASKED} that are not known yet and takes half of the time that its call has for it,
 * for each model an eighth at most; the next asks on.
 */
public final class OllamaModels {

  static final int MOST_ASKED = 64;
  private static final int MOST_KNOWN = 2_000;
  private static final String LATEST = ":latest";

  private final OllamaTagsCodec tags;
  private final OllamaShowCodec show;

  /** What was shown, by what the list tells of a model, its digest among it. */
  private final Map<Model, Model> shown = new LinkedHashMap<>();

  private volatile List<Model> last = List.of();

  /** The models of a server, not queried yet. */
  public OllamaModels(OllamaEndpoint endpoint) {
    this.tags = new OllamaTagsCodec(endpoint);
    this.show = new OllamaShowCodec(endpoint);
  }

  /**
   * Asks for all of them.
   *
   * @throws CallFailedException when the server does not list them; that it does not show one
   *     leaves unknown what that one can do
   */
  public List<Model> list(ModelQuery query, Call call) {
    List<Model> listed = CodecCalls.send(tags, query, call);
    ask(listed, call);
    List<Model> all = listed.stream().map(this::told).toList();
    last = all;
    return all;
  }

  /** What the last list told of them, each by every name that it has. */
  public List<KnownModel> known() {
    List<KnownModel> known = new ArrayList<>();
    for (Model model : last) {
      List<String> abilities = abilities(model);
      if (abilities != null || model.contextTokens() != null) {
        known.add(new KnownModel(model.id(), model.contextTokens(), null, abilities));
        if (model.id().endsWith(LATEST)) {
          String plain = model.id().substring(0, model.id().length() - LATEST.length());
          known.add(new KnownModel(plain, model.contextTokens(), null, abilities));
        }
      }
    }
    return List.copyOf(known);
  }

  private void ask(List<Model> listed, Call call) {
    Duration enough = call.remaining().dividedBy(2);
    Duration longest = call.remaining().dividedBy(8);
    int asked = 0;
    for (Model model : listed) {
      if (find(model) != null) {
        continue;
      }
      Duration behind = call.remaining().minus(longest);
      Call own = new ShowCall(call, behind.compareTo(enough) < 0 ? enough : behind);
      if (asked++ == MOST_ASKED || own.remaining().isZero() || !ask(model, own)) {
        return;
      }
    }
  }

  // What a server cannot show now it may show the next time; what it refuses it refuses again. That
  // one is broken or slow says nothing of the others, but that no reply comes does.
  private boolean ask(Model model, Call call) {
    WireResponse reply;
    try {
      ModelGet asked = new ModelGet(model.id(), null);
      reply = call.provider().transport().send(show.encode(asked), call);
    } catch (CallFailedException e) {
      return leave(model, e.failure()) || e.failure().code() == FailureCode.TIMEOUT;
    }
    if (!reply.succeeded()) {
      leave(model, show.failure(reply));
      return true;
    }
    try {
      keep(model, show.decode(reply));
    } catch (CallFailedException e) {
      leave(model, e.failure());
    }
    return true;
  }

  /** Whether it is refused for good, and thus not queried again. */
  private boolean leave(Model model, Failure failure) {
    boolean refused = !failure.retryable() && failure.code() != FailureCode.CANCELLED;
    if (refused) {
      keep(model, new Model(model.id(), null, null));
    }
    return refused;
  }

  private Model told(Model listed) {
    Model found = find(listed);
    return found == null ? listed : OllamaShowCodec.joined(listed, found);
  }

  private synchronized @Nullable Model find(Model listed) {
    return shown.get(listed);
  }

  // Licences and templates are long, and are not needed here.
  private synchronized void keep(Model listed, Model whole) {
    Json told = Extra.in(whole.extra(), OllamaFit.DIALECT).get(OllamaAbilities.FIELD);
    Map<String, Json.Obj> extra = new LinkedHashMap<>();
    if (whole.extra() != null) {
      extra.putAll(whole.extra());
    }
    extra.put(
        OllamaFit.DIALECT,
        told == null ? Json.EMPTY : Json.EMPTY.with(OllamaAbilities.FIELD, told));
    shown.put(
        listed,
        Model.builder(listed.id())
            .contextTokens(whole.contextTokens())
            .extra(Map.copyOf(extra))
            .build());
    if (shown.size() > MOST_KNOWN) {
      shown.remove(shown.keySet().iterator().next());
    }
  }

  private static @Nullable List<String> abilities(Model model) {
    Json.Obj own = Extra.in(model.extra(), OllamaShowCodec.OWN);
    return own.get(OllamaShowCodec.ABILITIES) instanceof Json.Arr(List<Json> words)
        ? words.stream().map(word -> ((Json.Str) word).value()).toList()
        : null;
  }

  /**
   * A call's time and end for one request among several, of which none takes the time of the
   * others.
   *
   * @param spared what stays of the call's time for what comes behind
   */
  private record ShowCall(Call call, Duration spared) implements ForwardingCall {

    @Override
    public Duration remaining() {
      Duration left = call.remaining().minus(spared);
      return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public boolean cancelled() {
      return call.cancelled() || remaining().isZero();
    }

    @Override
    public Optional<String> idempotencyKey() {
      return Optional.empty();
    }
  }
}
