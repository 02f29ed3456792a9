/**
 * The responses of OpenAI's dialect: requests into canonical chats, answers into items and events,
 * without socket, thread or clock.
 */
@NullMarked
package io.auterity.gateway.openai.responses;

import org.jspecify.annotations.NullMarked;
