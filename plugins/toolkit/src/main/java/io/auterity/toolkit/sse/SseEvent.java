package io.auterity.toolkit.sse;

/**
 * One event.
 *
 * @param type {@code message} unless the sender named it
 */
public record SseEvent(String type, String data) {}
