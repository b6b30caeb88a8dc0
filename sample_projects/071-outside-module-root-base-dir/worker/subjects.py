def subject_of(request):
    return "Hello"
