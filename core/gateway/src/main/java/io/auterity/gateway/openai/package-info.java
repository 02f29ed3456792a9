/**
 * OpenAI's dialect: reads bodies of requests into canonical records and writes canonical answers as
 * OpenAI would, without socket, thread or clock.
 */
@NullMarked
package io.auterity.gateway.openai;

import org.jspecify.annotations.NullMarked;
