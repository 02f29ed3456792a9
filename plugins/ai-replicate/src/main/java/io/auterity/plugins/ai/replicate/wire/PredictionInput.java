package io.auterity.plugins.ai.replicate.wire;

import io.auterity.spi.Json;
import java.time.Duration;

/**
 * The input of a prediction at Replicate.
 *
 * @param model {@code owner/name} of an official model, {@code owner/name:version} or a version of
 *     any other, or {@code deployments/owner/name}
 * @param input as the model's own schema has it
 * @param patience how long the reply may wait for the end; zero for not at all
 * @param life after which the vendor gives it up
 */
public record PredictionInput(String model, Json.Obj input, Duration patience, Duration life) {}
