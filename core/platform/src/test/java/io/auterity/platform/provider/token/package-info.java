@NullMarked
package io.auterity.platform.provider.token;

import org.jspecify.annotations.NullMarked;
