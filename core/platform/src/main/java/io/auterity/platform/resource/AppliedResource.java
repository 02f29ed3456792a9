package io.auterity.platform.resource;

/**
 * The outcome for one resource of an application.
 *
 * @param version the one in force now, or that would be
 * @param changed false when the resource was the same already
 */
public record AppliedResource(String kind, String id, int version, boolean changed) {}
