package io.auterity.platform.call;

import io.auterity.platform.id.WireId;
import java.util.UUID;

/**
 * A principal: the user, service or agent that makes a call. Its grants are looked up by id at each
 * call, so that a run goes by the grants of now.
 *
 * @param id stable id of the user, service or agent; for an API key the key's id
 * @param name for people, e.g. {@code demo-op}
 */
public record Principal(UUID id, String name, Type type) {

  /** Ids of principals: an API key's, a person's. */
  public static final WireId ID = new WireId("key_");

  /** The platform itself, which no credential stands for. */
  public static final Principal PLATFORM = new Principal(new UUID(0, 0), "auterity", Type.SERVICE);

  /** What sort of caller. */
  public enum Type {
    USER,
    SERVICE,
    AGENT
  }
}
