package io.auterity.server.web.json;

/** An id with the name that people know it by. */
public record Named(String id, String name) {}
