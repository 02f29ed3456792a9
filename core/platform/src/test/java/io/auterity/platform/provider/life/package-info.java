@NullMarked
package io.auterity.platform.provider.life;

import org.jspecify.annotations.NullMarked;
