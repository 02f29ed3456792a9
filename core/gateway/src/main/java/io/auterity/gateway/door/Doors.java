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

  private final Map<Endpoint, Door> doors = new EnumMap<>(Endpoint.class);
  private final Authenticator authenticator;

  /**
   * @param bodyBytes the largest body that is taken
   */
  public Doors(Road road, ModelNames names, int bodyBytes, Time time, Ids ids) {
    this.authenticator = road.authenticator();
    Binder binder = new Binder();
    JsonReader json = new JsonReader(bodyBytes);
    Explanation explanation = new Explanation(names);
    Capability listing = Catalogue.of(binder, List.of(Ai.class)).get("ai.model.list");
    ModelDoor models = new ModelDoor(road, listing, names, ids);
    doors.put(Endpoint.CHAT, new ChatDoor(road.invoker(), explanation, json, binder, time));
    doors.put(Endpoint.EMBEDDINGS, new EmbeddingDoor(road.invoker(), explanation, json));
    doors.put(Endpoint.MODELS, models);
    doors.put(Endpoint.MODEL, models);
  }

  /** Whom to ask who calls. */
  public Authenticator authenticator() {
    return authenticator;
  }

  /** Serves one request to its end; never throws. */
  public void serve(Received request, Reply reply) {
    try {
      Objects.requireNonNull(doors.get(request.endpoint())).serve(request, reply);
    } catch (CallFailedException e) {
      refuse(e.failure(), reply);
    } catch (RuntimeException | Error e) {
      LOG.error("Request {} to {} failed.", request.id(), request.endpoint().path(), e);
      refuse(Failure.of(FailureCode.INTERNAL, "an internal error; its id: " + request.id()), reply);
    }
  }

  private static void refuse(Failure failure, Reply reply) {
    if (reply.begun()) {
      reply.abort();
    } else {
      reply.send(Answers.of(failure, null));
    }
  }
}
