import termios
