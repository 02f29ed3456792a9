/** The gateway's sockets: receives requests on event loops and hands them to threads. */
@NullMarked
package io.auterity.gateway.listener;

import org.jspecify.annotations.NullMarked;
