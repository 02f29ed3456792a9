package io.auterity.spi.ai;

import io.auterity.spi.Json;
import org.jspecify.annotations.Nullable;

/** A function that a model may ask for; {@code parameters} is a JSON Schema. */
public record Tool(String name, @Nullable String description, Json.Obj parameters) {}
