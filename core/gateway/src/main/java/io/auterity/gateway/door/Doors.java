package io.auterity.gateway.door;

import io.auterity.gateway.model.ModelNames;
import io.auterity.platform.call.Authenticator;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.id.Ids;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.Ai;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves requests of every endpoint, whatever happens to them. */
public final class Doors {

  private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

  private final Map<GatewayEndpoint, Door> doors = new EnumMap<>(GatewayEndpoint.class);
  private final Authenticator authenticator;

  /**
   * @param bodyBytes the largest body that is taken
   */
  public Doors(CallAccess access, ModelNames names, int bodyBytes, Time time, Ids ids) {
    this.authenticator = access.authenticator();
    Binder binder = new Binder();
    JsonReader json = new JsonReader(bodyBytes);
    ModelFailures modelFailures = new ModelFailures(names);
    Capability listing = Catalogue.of(binder, List.of(Ai.class)).get("ai.model.list");
    ModelDoor models = new ModelDoor(access, listing, names, ids);
    doors.put(
        GatewayEndpoint.CHAT, new ChatDoor(access.invoker(), modelFailures, json, binder, time));
    doors.put(GatewayEndpoint.EMBEDDINGS, new EmbeddingDoor(access.invoker(), modelFailures, json));
    doors.put(GatewayEndpoint.MODELS, models);
    doors.put(GatewayEndpoint.MODEL, models);
  }

  /** Whom to ask who calls. */
  public Authenticator authenticator() {
    return authenticator;
  }

  /** Serves one request to its end; never throws. */
  public void serve(GatewayRequest request, ReplyChannel reply) {
    try {
      Objects.requireNonNull(doors.get(request.endpoint())).serve(request, reply);
    } catch (CallFailedException e) {
      refuse(e.failure(), reply);
    } catch (RuntimeException | Error e) {
      LOG.error("Request {} to {} failed.", request.id(), request.endpoint().path(), e);
      refuse(Failure.of(FailureCode.INTERNAL, "an internal error; its id: " + request.id()), reply);
    }
  }

  private static void refuse(Failure failure, ReplyChannel reply) {
    if (reply.begun()) {
      reply.abort();
    } else {
      reply.send(GatewayAnswers.of(failure, null));
    }
  }

  /** Serves the requests of one endpoint. */
  @FunctionalInterface
  interface Door {

    /**
     * Serves one request, on a thread of its own.
     *
     * @throws CallFailedException to refuse it, as long as no answer has begun
     */
    void serve(GatewayRequest request, ReplyChannel reply);
  }
}
