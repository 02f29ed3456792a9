/**
 * Anthropic's dialect: reads bodies of requests into canonical records and writes canonical answers
 * as Anthropic would, without socket, thread or clock.
 */
@NullMarked
package io.auterity.gateway.anthropic;

import org.jspecify.annotations.NullMarked;
