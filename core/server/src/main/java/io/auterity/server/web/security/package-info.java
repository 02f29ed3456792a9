/** Who may ask for what: credentials, permissions, origins, and the headers that browsers obey. */
@NullMarked
package io.auterity.server.web.security;

import org.jspecify.annotations.NullMarked;
